"""Words that carry grammar rather than meaning, and the marks that join and end clauses."""

from __future__ import annotations

POSSESSIVES = frozenset({"a", "an", "the", "my", "your", "his", "her", "their", "our", "its"})
"""Any of these may stand where a member of a family has one ("back of **my** leg")."""
SKIPPED = frozenset(
    """
    a an the my your his her their our its this that these those i me he she it we they him them us you really so very
    just quite rather bit little too such extremely super totally completely pretty slightly somewhat proper dead
    bloody fucking damn freaking absolutely actually literally constantly always almost nearly like kinda sorta also
    now still again both of
    """.split()
)
"""May stand between the words of a literal phrase."""
SKIPPED = SKIPPED - {"dead", "little", "like", "bloody", "always", "again", "constantly", "nearly", "almost", "now", "still"}

FUNCTION = SKIPPED | frozenset(
    "is am are was were be been being have has had having do does did doing get gets got getting gotten 's 'm 're 've 'd 'll "
    "in on at to for from with by into onto around about as than then there here which who whom whose what when where while "
    "some any feel feels feeling felt seem seems will would can could should may might must it's i'm i've that's "
    "- ' \" ( ) [ ] * _ ~ # + = % ^ < > { } |".split()
)
"""Dropped from a phrase whose words may stand in any order."""

LIGHT = FUNCTION | frozenset(
    """
    mad crazy hell anything billyo buggery
    is am are was were be been being have has had having do does did doing get gets got getting gotten 's 'm 're 've
    'd 'll in on at to for from with by into onto around about as than then there here which who whom whose what
    when where while some any much many more most lot lots bit little kind sort feel feels feeling felt seem seems
    become becomes became go goes going went gone come comes came coming start starts started starting keep keeps
    kept keeping now today yesterday tonight since ago day days week weeks hour hours month months year years
    morning night evening afternoon last past few couple right left side sides will would can could should may might
    must bad badly worse worst severe severely terrible terribly awful awfully horrible horribly mild mildly sudden
    suddenly constant constantly always again still almost nearly like one two three four five six seven eight nine
    ten experiencing experience experienced suffering suffer suffered noticed notice noticing developed develop
    developing complains complaining complain please help hi hello hey think thought believe know extreme intense
    significant increased increasing general generally overall also even ever only etc all area region part parts
    inside other also entire whole lower upper that's it's i'm i've - ' ( ) [ ] * _ ~ # + = % ^ < > { } |
    """.split()
)
"""May stand between the words of an any-order phrase at no cost."""

NEGATIONS = frozenset({"no", "not", "never", "without", "<cannot>", "<will_not_stop>", "nothing", "none", "hardly", "barely"})
"""Keys that must come before the other words of an any-order phrase."""

JOINERS = frozenset({"and", "or", "/", "&", "plus", "nor", "and/or", "n", "+", "as well as"})
STOPS = frozenset({".", "!", "?", ";", "\n", "...", "..", "!!", "!!!", "??", "???", "•", "·", "|"})
COMMAS = frozenset({",", ":", "-", "(", ")", "--"})
BREAKS = frozenset({"but", "however", "although", "though", "except", "whereas", "yet", "because", "until", "unless", "otherwise"})
"""Words that part two statements of one sentence."""
