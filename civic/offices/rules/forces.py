"""The forces that serve in every cell of the grid; the city may rename them, retire them and add its own."""

FORCES = (
    ("manager", ("网格管理员", "網格管理員", "Grid manager"), True),
    ("assistant", ("网格助理员", "網格助理員", "Grid assistant"), True),
    ("police", ("网格警员", "網格警員", "Grid police officer"), False),
    ("inspector", ("网格督导员", "網格督導員", "Grid inspector"), True),
    ("party-secretary", ("网格党支部书记", "網格黨支部書記", "Grid party branch secretary"), True),
    ("justice", ("网格司法工作者", "網格司法工作者", "Grid legal worker"), True),
    ("fire", ("网格消防员", "網格消防員", "Grid firefighter"), True),
)
"""Code, names (simplified, traditional, English), and whether its telephone is shown unless a post says otherwise."""
