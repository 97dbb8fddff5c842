"""The body: a skeleton in numbers, the sciatic nerve over it, poses, and what they do to it.

Kinematics and measures are numpy over ``data/body``; nothing here is imported until it is used,
and meshes are built only when a 3D view asks for them (:mod:`sciatica_edu.body.shape.assets`).
"""
