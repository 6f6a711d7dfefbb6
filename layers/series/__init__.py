"""Series of pictures: one plan over dates, or all plans on one date."""
