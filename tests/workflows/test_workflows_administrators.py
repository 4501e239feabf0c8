"""What administrators do with documents by named acts, and a sealed text on special delivery."""

from collective.tobaccooa.exceptions import ChoiceNeeded
from collective.tobaccooa.exceptions import InvalidInput
from collective.tobaccooa.exceptions import Refused
from tests.workflows.office import Office

import pytest


@pytest.fixture
def office(demo):
    """One document of the city, and what its tests do with it."""
    return Office()


class TestAdministrators:
    def test_they_set_the_holder_with_a_reason(self, office):
        with pytest.raises(InvalidInput):
            office.take("city-admin", "set_holder", handlers=("city-legal-staff",))
        entry = office.take(
            "city-admin", "set_holder", handlers=("city-legal-staff",), reason="原拟稿人借调"
        )
        assert entry.reason == "原拟稿人借调"
        assert [h.principal for h in office.state.holders] == ["city-legal-staff"]

    def test_what_must_be_signed_stays_with_who_can_sign(self, office):
        office.to_signing()
        with pytest.raises(ChoiceNeeded) as error:
            office.take("city-admin", "set_holder", handlers=("city-legal-staff",), reason="x")
        assert "city-deputy" in {each["id"] for each in error.value.candidates}
        office.take("city-admin", "set_holder", handlers=("city-deputy",), reason="局长出差")
        assert [h.principal for h in office.state.holders] == ["city-deputy"]

    @pytest.mark.parametrize("actor", ["city-leader", "city-director", "unit01-admin"])
    def test_others_do_not(self, office, actor):
        with pytest.raises(Refused):
            office.take(actor, "set_holder", handlers=("city-legal-staff",), reason="x")

    def test_corrections_need_a_reason_and_a_field(self, office):
        for more in ({"reason": "错"}, {"corrections": (("notes", "x"),)}):
            with pytest.raises(InvalidInput):
                office.take("city-admin", "correct_entry", **more)


class TestSealedText:
    def test_a_special_delivery_from_distribution_keeps_the_seal(self, office):
        from collective.tobaccooa.rendition.frozen import frozen

        office.to_signing()
        office.take("city-leader", "advance", opinion="同意")
        office.take("city-clerk", "advance")
        office.take("city-sealkeeper", "advance")
        assert office.state.step == "distribution"
        sealed = frozen(office.document)
        office.take(
            "city-clerk", "special_delivery", to_step="office_review", reason="请核对发送范围"
        )
        office.take("city-director", "advance", opinion="无误")
        assert office.state.step == "distribution"
        assert frozen(office.document) is sealed
        assert sealed.seal
        office.take("city-clerk", "advance")
        assert office.state.step == "distributed"
