"""Meshes of bones, muscles and nerves."""
