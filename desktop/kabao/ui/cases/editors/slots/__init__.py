"""Files of a material: dropped, chosen, named, ordered, removed."""
