"""What people do at one node, as steps that the story calls by name: each is the action of the officer it names.

They run inside a node's process (`homeward.node.demo.acting`). A step takes and gives JSON data alone, knows no answer,
and never reaches into a table to change it: every change goes through the desks' actions.
"""
