/* The hand-made lists. Sorted by byte; tests/test_segment_words.c checks the order. */
#include "segment/words_tables.h"

#include <stddef.h>

/* Keep their full stop; a name or a number follows. Titles, ranks, forms of address, cable shorthand. */
const char *const dm_words_abbreviation[] = {
    "adm",   "adml",     "amb",  "ambs",   "ap",   "approx",     "apr",  "apt",    "asst",   "atty",  "aug",
    "ave",   "bde",      "bldg", "blvd",   "br",   "brig",       "bros", "ca",     "capt",   "cdr",   "cf",
    "cit",   "cmdr",     "col",  "comdr",  "comm", "consul.gen", "cpl",  "cpt",    "dec",    "dep",   "dept",
    "dir",   "dr",       "drs",  "e.g",    "eng",  "feb",        "fr",   "fri",    "ft",     "gen",   "gens",
    "gov",   "govs",     "hon",  "hq",     "i.e",  "ibid",       "insp", "intl",   "jan",    "jul",   "jun",
    "lieut", "lt",       "ltc",  "ltcol",  "ltg",  "maj",        "mar",  "memcon", "messrs", "mfr",   "mgr",
    "min",   "mlle",     "mme",  "mon",    "mr",   "mrs",        "ms",   "msgr",   "mt",     "mtn",   "natl",
    "nov",   "oct",      "op",   "op.cit", "pfc",  "pol",        "pres", "prof",   "profs",  "pvt",   "rep",
    "reps",  "rev",      "sec",  "secy",   "sen",  "sens",       "sep",  "sept",   "sgt",    "sr.lt", "ss",
    "st",    "ste",      "sub",  "supt",   "tel",  "telecon",    "thu",  "thur",   "thurs",  "tue",   "tues",
    "u.s.s", "undersec", "univ", "v",      "viz",  "vs",         "wed",  NULL};

/* Keep their full stop and may stand at the end of a sentence. */
const char *const dm_words_abbreviation_last[] = {
    "a.d", "a.m",  "al",  "am.b", "assn",  "assoc", "b.c", "bn",   "bros", "cie", "co",  "corp",   "d.c", "dev",
    "ed",  "eds",  "esq", "est",  "et.al", "etc",   "ext", "gmbh", "govt", "hrs", "inc", "intern", "jr",  "llc",
    "ltd", "ltda", "mfg", "mins", "p.m",   "ph.d",  "plc", "pte",  "pty",  "s.a", "sr",  "yrs",    NULL};

/* Keep their full stop only before a number: otherwise they are words of their own. */
const char *const dm_words_abbreviation_number[] = {
    "art",   "arts", "ch", "doc", "docs", "fig",  "figs", "no",     "nos", "nr",  "p",    "para",
    "paras", "pp",   "pt", "res", "sec",  "sect", "ser",  "serial", "tab", "vol", "vols", NULL};

/* Capitalised, they nearly always open a sentence: an abbreviation before them ends one. */
const char *const dm_words_starter[] = {
    "a",       "after",       "all",       "also",      "although",   "amid",    "an",         "and",
    "another", "any",         "as",        "asked",     "at",         "because", "before",     "both",
    "but",     "by",          "citing",    "comment",   "commenting", "despite", "during",     "each",
    "end",     "even",        "finally",   "first",     "following",  "for",     "from",       "furthermore",
    "given",   "had",         "has",       "have",      "he",         "her",     "here",       "his",
    "how",     "however",     "i",         "if",        "in",         "indeed",  "instead",    "it",
    "its",     "last",        "many",      "meanwhile", "moreover",   "most",    "my",         "nevertheless",
    "no",      "nonetheless", "nor",       "not",       "noting",     "now",     "of",         "on",
    "once",    "one",         "only",      "or",        "other",      "others",  "our",        "over",
    "per",     "post",        "recently",  "referring", "regarding",  "second",  "separately", "several",
    "she",     "should",      "similarly", "since",     "so",         "some",    "speaking",   "still",
    "such",    "that",        "the",       "their",     "then",       "there",   "therefore",  "these",
    "they",    "this",        "those",     "though",    "through",    "thus",    "to",         "today",
    "turning", "under",       "unless",    "until",     "upon",       "we",      "what",       "when",
    "where",   "whether",     "which",     "while",     "who",        "why",     "with",       "within",
    "without", "yes",         "yesterday", "yet",       "you",        "your",    NULL};

/* Joined by a hyphen to the name that follows, and part of it. */
const char *const dm_words_particle[] = {
    "a",    "abd", "abu", "ad",    "adh",  "al",  "an",  "ar",  "as",   "ash", "at",  "ath",  "az",  "ba",
    "beit", "ben", "bet", "bin",   "bint", "da",  "dar", "de",  "deir", "del", "der", "di",   "dos", "e",
    "ech",  "ed",  "el",  "em",    "en",   "er",  "es",  "et",  "ez",   "i",   "ibn", "il",   "im",  "in",
    "ir",   "iz",  "ja",  "jebel", "kafr", "la",  "le",  "les", "o",    "ou",  "oud", "ould", "s",   "t",
    "tel",  "ud",  "ul",  "um",    "umm",  "van", "von", "w",   "wa",   "y",   "ye",  NULL};

/* Joined by a hyphen to a name, but no part of it. */
const char *const dm_words_prefix[] = {
    "all",  "anti",  "counter", "cross", "early",  "ex",    "extra", "far",   "five", "former", "four",
    "half", "inter", "intra",   "late",  "like",   "mid",   "multi", "neo",   "non",  "now",    "one",
    "over", "post",  "pre",     "pro",   "pseudo", "quasi", "semi",  "seven", "six",  "sub",    "super",
    "then", "three", "trans",   "two",   "ultra",  "un",    "under", "vice",  NULL};

/* Joined by a hyphen behind a name, but no part of it; words in -ed and -ing besides these. */
const char *const dm_words_suffix[] = {
    "advisor",     "aligned",      "approved", "assembled", "based",       "bashing",    "bloc",
    "born",        "bound",        "brokered", "built",     "centric",     "chaired",    "connected",
    "controlled",  "dominated",    "driven",   "educated",  "era",         "flagged",    "free",
    "friendly",    "funded",       "held",     "hosted",    "infiltrated", "influenced", "initiated",
    "inspired",    "instigated",   "ization",  "language",  "led",         "level",      "like",
    "made",        "majority",     "manned",   "minded",    "only",        "oriented",   "origin",
    "owned",       "registered",   "related",  "run",       "sanctioned",  "speaker",    "speakers",
    "specific",    "spouting",     "style",    "supplied",  "supported",   "supporter",  "supporters",
    "sympathizer", "sympathizers", "trained",  "type",      "wide",        "wing",       NULL};

/* Bureaus and principals of the State Department and other agencies whose symbols have parts: NEA/ELA, S/CT. */
const char *const dm_words_bureau[] = {
    "a",   "aa",  "ac",   "ad",  "af",  "aid",   "ara",  "arn",  "asd", "bnea", "c",   "ca",  "cia",
    "cms", "co",  "cpa",  "d",   "dao", "das",   "dcm",  "dd",   "dea", "dhs",  "dia", "dni", "do",
    "dod", "doe", "doj",  "dos", "drl", "ds",    "e",    "ea",   "eap", "eb",   "eca", "eeb", "em",
    "eur", "f",   "fe",   "fo",  "fsi", "g",     "gtm",  "h",    "hr",  "ia",   "iip", "inl", "inm",
    "inr", "io",  "ipa",  "irm", "isa", "isn",   "j",    "jcs",  "l",   "m",    "med", "mo",  "n",
    "na",  "nea", "nesa", "np",  "nsc", "o",     "oasd", "ods",  "oes", "oig",  "op",  "osd", "p",
    "pa",  "pao", "pd",   "pm",  "pol", "prm",   "r",    "ra",   "rm",  "rpm",  "s",   "sa",  "sc",
    "sca", "sol", "ss",   "t",   "u",   "usaid", "usia", "usun", "vc",  "vo",   "wha", "wic", NULL};
