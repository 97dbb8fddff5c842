"""Build the bone meshes of the 3D view from the installed packages; a notebook only reads them."""
