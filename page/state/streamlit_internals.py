"""What is asked of Streamlit beyond its documented parts; a test says of each that it is still there."""

from streamlit import runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx


def session_id() -> str:
    """The id of the session that asks; empty outside of one."""
    context = get_script_run_ctx(suppress_warning=True)
    return "" if context is None else context.session_id


def forget_session(session: str, after_s: float) -> None:
    """Have Streamlit drop a session for good, unless its reader is back by then.

    Streamlit keeps a session whose connection has ended, with its state and the files uploaded in it,
    for two minutes and then until another one comes or goes, which on a quiet server may take days.
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
