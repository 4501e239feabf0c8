"""Units (单位), departments (科室), posts (岗位), people, calendar and the base-data workbook."""
