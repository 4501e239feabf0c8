"""Acts of administrators on documents (管理员操作), for all to see who lead the unit."""
