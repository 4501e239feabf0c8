"""E-mail addresses of people: entered by the workbook, kept with the account."""

from __future__ import annotations

from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.organisation import accounts
from collective.tobaccooa.organisation.workbook.importing import import_workbook
from collective.tobaccooa.organisation.workbook.model import RawSheet

import pytest


def sheet(address, *more):
    header = ("用户名", "姓名", "单位", "邮箱")
    rows = ((2, ("city-clerk", "文书", "city", address)),)
    return [RawSheet("人员", header, (*rows, *more))]


@pytest.mark.parametrize(
    "address",
    ["nobody", "a@b", "a b@c.test", "a@b.test\nBcc: x@y.test", "甲@b.test", "<a@b.test>", "a@b..c"],
)
def test_only_one_plain_address_is_one(address):
    assert not accounts.is_email(address)


def test_an_address_is_kept_changed_and_removed(demo_portal):
    accounts.set_email("city-clerk", "clerk@bureau.test")
    assert accounts.email_of("city-clerk") == "clerk@bureau.test"
    with pytest.raises(InvalidInput):
        accounts.set_email("city-clerk", "nobody")
    accounts.set_email("city-clerk", "")
    assert accounts.email_of("city-clerk") == ""
    assert accounts.email_of("nobody") == ""


def test_the_workbook_enters_addresses_and_leaves_those_it_does_not_name(demo_portal):
    assert import_workbook(sheet("clerk@bureau.test")).applied
    assert accounts.email_of("city-clerk") == "clerk@bureau.test"
    assert import_workbook(sheet("clerk@bureau.test")).writes == 0
    rows = ((2, ("city-clerk", "文书甲", "city")),)
    without = [RawSheet("人员", ("用户名", "姓名", "单位"), rows)]
    assert import_workbook(without).applied
    assert accounts.email_of("city-clerk") == "clerk@bureau.test"
    report = import_workbook(sheet("nobody"))
    assert not report.applied
    assert [(each.row, each.column) for each in report.mistakes] == [(2, "邮箱")]
