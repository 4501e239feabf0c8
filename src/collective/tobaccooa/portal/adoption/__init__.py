"""Items of units that rise to the city portal: presented, adopted, credited."""
