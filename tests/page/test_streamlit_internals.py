"""The undocumented parts of Streamlit that the page uses still exist."""

import inspect

from streamlit.runtime.runtime import AsyncObjects, Runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_run_context import ScriptRunContext
from streamlit.runtime.session_manager import SessionManager

from page.state.streamlit_internals import forget_session, has_ended, is_fragment_run, session_id


def test_a_session_can_be_closed_by_its_id_on_the_event_loop_of_the_server() -> None:
    assert list(inspect.signature(Runtime.close_session).parameters) == ["self", "session_id"]
    assert list(inspect.signature(Runtime.is_active_session).parameters) == ["self", "session_id"]
    assert callable(Runtime._get_async_objs)
    assert "eventloop" in AsyncObjects.__annotations__


def test_outside_a_server_there_is_no_session_and_nothing_to_drop() -> None:
    assert get_script_run_ctx(suppress_warning=True) is None
    assert session_id() == ""
    forget_session("", 1.0)
    forget_session("somebody", 1.0)
    assert not has_ended("somebody")


def test_it_can_be_asked_whether_a_session_is_still_there() -> None:
    assert list(inspect.signature(SessionManager.get_session_info).parameters) == ["self", "session_id"]


def test_a_run_knows_whether_it_is_only_a_fragments() -> None:
    assert "fragment_ids_this_run" in ScriptRunContext.__dataclass_fields__
    assert not is_fragment_run()
