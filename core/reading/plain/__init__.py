"""Replies that say one plain thing: that money came, that something is done, whom they choose.

What a reply sets going is dear to undo, and asking again is cheap. So nothing is looked for in a
reply: all of it has to be made of phrases that plainly belong (`core.reading.plain.tiling`).
"""
