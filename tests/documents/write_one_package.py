"""Write one package in a process of its own and print its digest (for test_package_writing)."""

import sys
from pathlib import Path

from documents.synthetic_cases import Files, make_case_order
from kabao.documents.package import write_package
from kabao.documents.plans import build_plan
from kabao.rulebook import load

files = Files()
plan = build_plan(make_case_order(load(), files, "employer"))
print(write_package(plan, Path(sys.argv[1]), attachment_data=files).sha256)
