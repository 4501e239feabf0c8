"""Who belongs where: units, departments, posts, people, the working calendar (组织机构)."""
