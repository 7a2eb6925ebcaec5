"""Artwork for the card face: pictures and drawings, made safe and ready for print, or refused."""
