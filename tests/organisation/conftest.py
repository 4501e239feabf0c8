"""A small world for the tests of the workbook."""

from __future__ import annotations

from collective.tobaccooa.organisation.workbook.folder import read_csv

import pytest


SMALL = {
    "units": "code,title,short_title,kind,parent,order\n"
    "city,云岭市烟草专卖局（公司）,云岭市局,city,,0\n"
    "station1,清水站,清水站,other,unit01,1\n"
    "unit01,禾川县烟草专卖局,禾川县局,county,city,1\n",
    "departments": "unit,code,title,order\ncity,office,办公室,1\ncity,finance,财务科,2\n"
    "unit01,office,办公室,1\n",
    "people": "id,fullname,job_title,order,unit,department,heads,departments,units,active\n"
    "city-clerk,林知远,文书,20,city,city-office,,,unit01,yes\n"
    "city-head,周 砚,科长,10,city,city-office,city-office;city-finance,,,yes\n",
    "posts": "unit,post,people\ncity,clerk,city-clerk\nunit01,clerk,city-clerk\n",
}


def sheets_of(texts: dict[str, str]):
    """Return raw sheets from CSV texts."""
    return [read_csv(name, text.encode()) for name, text in texts.items()]


@pytest.fixture
def small():
    """Texts of a small workbook by sheet name; a test may change them."""
    return dict(SMALL)
