"""Uses of undocumented parts of Streamlit; a test checks that each still exists."""

import logging
from collections.abc import Callable

from streamlit import logger as streamlit_logger
from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx


def session_id() -> str:
    """Return the id of the current session, or an empty text outside a session."""
    context = get_script_run_ctx(suppress_warning=True)
    return "" if context is None else context.session_id


def is_fragment_run() -> bool:
    """Say whether only fragments of the page are run, not the whole page."""
    context = get_script_run_ctx(suppress_warning=True)
    return context is not None and bool(context.fragment_ids_this_run)


def forget_session(session: str, after_s: float) -> None:
    """Make Streamlit drop a session after `after_s` seconds, unless its reader has reconnected.

    Streamlit keeps a disconnected session, with its state and uploaded files, for two minutes and
    then until another session starts or ends, which on a quiet server may take days.
    """
    if not session or not runtime.exists():
        return
    server = runtime.get_instance()
    loop = server._get_async_objs().eventloop

    def forget() -> None:
        if not server.is_active_session(session):
            server.close_session(session)

    if not loop.is_closed():
        loop.call_soon_threadsafe(loop.call_later, after_s, forget)


def has_ended(session: str) -> bool:
    """Say whether a session's reader cannot come back to it: it was dropped, or the server is stopping."""
    return runtime.exists() and runtime.get_instance()._session_mgr.get_session_info(session) is None


def connected() -> int:
    """Return the number of sessions with a reader at the other end."""
    return runtime.get_instance()._session_mgr.num_active_sessions() if runtime.exists() else 0


def log_through(hand_on: Callable[[logging.Logger], None]) -> None:
    """Set up Streamlit's loggers, those there are and those to come, with a function of ours."""
    streamlit_logger.setup_formatter = hand_on  # type: ignore[assignment]
    streamlit_logger.update_formatter()
