"""The articles of the demo's portals: published by their keepers, loaded once."""


def test_the_demos_portals_are_filled_once(demo_portal):
    from collective.tobaccooa.portal.adoption.showing import adopted_uids
    from collective.tobaccooa.portal.demo.loading import Loader
    from collective.tobaccooa.portal.items import published_brains
    from collective.tobaccooa.portal.styles.keeping import face_of

    assert Loader().load() > 100
    assert len(published_brains(demo_portal["news"])) == 9
    assert len(published_brains(demo_portal["unit12"]["pictures"])) == 3
    assert len(adopted_uids(demo_portal["news"])) == 2
    assert face_of(demo_portal["unit01"]).of.id != face_of(demo_portal).of.id
    assert Loader().load() == 0


def test_the_drawn_pictures_differ_and_stay_the_same():
    from collective.tobaccooa.portal.demo.scenery import picture

    assert picture(1) == picture(1) != picture(2)
