"""From blocks to pages: lines, pieces and their flow over A4, then a pen that draws them."""
