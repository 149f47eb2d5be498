"""Invented cities of any size: areas, cells without gap or overlap, ground and components, all from one number."""
