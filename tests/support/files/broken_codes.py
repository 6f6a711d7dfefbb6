"""Codes of own plans that cannot be read, each with words of the reason."""

from geo.plans.edit.code import LONGEST

START = "1~us-28-point"

BROKEN: dict[str, tuple[str, str]] = {
    "nothing": ("", "characters that no own plan is written with"),
    "a script": (f"{START}~<script>", "characters that no own plan is written with"),
    "a path": ("1~../../etc/passwd", "characters that no own plan is written with"),
    "another version": ("2~us-28-point", "not of version 1"),
    "no plan": ("1", "does not name the plan"),
    "a plan with dots": ("1~..", "does not name the plan"),
    "an empty part": (f"{START}~", "'' is nothing that can happen to ground"),
    "an unknown status": (f"{START}~ceded.14u", "'ceded.14u' is nothing that can happen"),
    "a status alone": (f"{START}~frozen", "'frozen' is nothing that can happen"),
    "a level alone": (f"{START}~recognised.de_jure", "is nothing that can happen"),
    "no level": (f"{START}~recognised.43r", "is nothing that can happen"),
    "a level too many": (f"{START}~frozen.treaty.43r", "is nothing that can happen"),
    "no such cell": (f"{START}~frozen.14x", "'14x' is no part of a region"),
    "digits of another script": (f"{START}~frozen.١٤r", "characters that no own plan is written with"),
    "a cell twice": (f"{START}~frozen.14r.14r", "says twice what happens to UA-14"),
    "a cell twice, apart": (f"{START}~frozen.14r~open.14r", "says twice what happens to UA-14"),
    "a buffer twice": (f"{START}~buffer.1~buffer.1", "or one twice"),
    "a buffer and none": (f"{START}~buffer.1~buffer.0", "no depth on any side"),
    "a buffer from nowhere": (f"{START}~buffer.1.moon", "no line that a buffer is measured from"),
    "a border with nobody": (f"{START}~border.1", "along the border with whom"),
    "a border with France": (f"{START}~border.1.fr", "along the border with whom"),
    "an endless width": (f"{START}~buffer.inf", "no number of kilometres"),
    "a negative width": (f"{START}~buffer.-1", "no number of kilometres"),
    "a wide width": (f"{START}~buffer.999", "0 to 100 km deep"),
    "no day": (f"{START}~ref.yesterday", "no date"),
    "a day run together": (f"{START}~ref.20220223", "not written YYYY-MM-DD"),
    "a name that breaks off": (f"{START}~name.a_2", "name cannot be read"),
    "a name that is no text": (f"{START}~name._ff", "name cannot be read"),
    "a name of a control": (f"{START}~name.a_00b", "name cannot be read"),
    "a name that turns around": (f"{START}~name.a_e2_80_aeb", "name cannot be read"),
    "no name": (f"{START}~name.", "name cannot be read"),
    "a long name": (f"{START}~name.{'n' * 61}", "name cannot be read"),
    "an unknown region": (f"{START}~open.99u", "no region 'UA-99'"),
    "ground that is not held": (f"{START}~frozen.14u", "cannot happen to ground of UA-14 held by ukraine"),
    "an earlier day that is not said": (f"{START}~frozen.14ru", "names no earlier day"),
    "far too much": (START + "~open.14u" * 1000, f"longer than {LONGEST:,} characters"),
}
