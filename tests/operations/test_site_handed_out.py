"""The static site behind a real nginx, with the file that `deploy/nginx` has for it."""

import getpass
import gzip
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from layers.site.folder import put
from layers.site.packing import pack
from tests.support.reader import HERE, ROOT
from tests.support.replicas import House, free_ports, nginx, process, until

pytestmark = pytest.mark.slow
