/* The signer: the last words of a cable, a surname on a line of its own or behind the last full stop. */
#include <string.h>
#include <strings.h>

#include "cable/zones.h"

/* What may stand behind the signer, by how the unit begins. */
static const char *const trailers[] = {"NNNN",         "nnnn",         "BT",      "End Cable", "UNCLASSIFIED",
                                       "CONFIDENTIAL", "SECRET",       "http",    "SELECT",    "Visit ",
                                       "\"Visit ",     "Please visit", "For more"};

/* Words in capitals that close a message and are no name: "END COMMENT VELK". */
static const char *const closers[] = {"END",  "COMMENT", "SUMMARY", "NOTE", "TEXT",    "MESSAGE",
                                      "NNNN", "CABLE",   "UNQUOTE", "PART", "TELEGRAM"};

static bool is_trailer(const dm_document *doc, const dm_unit *unit) {
  dm_span span = dm_unit_span(doc, unit);
  for (size_t i = 0; i < sizeof trailers / sizeof *trailers; i++) {
    size_t size = strlen(trailers[i]);
    if (span.end - span.begin >= size && !memcmp(doc->text + span.begin, trailers[i], size)) return true;
  }
  static const char printed_by[] = "DB/Inbox"; /* the mail program that printed it */
  for (uint32_t at = span.begin; at + 8 <= span.end && at < span.begin + 120; at++)
    if (!memcmp(doc->text + at, printed_by, 8)) return true;
  return span.end - span.begin < 4;
}

static bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/* A word that may be a signer's: letters, a hyphen or apostrophe; not the site's redaction XXXX. */
static bool is_name(const dm_document *doc, uint32_t token) {
  for (size_t i = 0; i < sizeof closers / sizeof *closers; i++)
    if (dm_token_is_nocase(doc, token, closers[i])) return false;
  const char *text = dm_token_bytes(doc, token);
  uint32_t size = dm_token_size(doc, token), x = 0;
  if (size < 2 || text[0] < 'A' || text[0] > 'Z') return false;
  for (uint32_t i = 0; i < size; i++) {
    if (is_digit(text[i]) || text[i] == '/' || text[i] == ':') return false;
    x += text[i] == 'X';
  }
  return text[size - 1] != ':' && !(x == size && x > 2);
}

static bool is_suffix(const dm_document *doc, uint32_t token) {
  return dm_token_is_nocase(doc, token, "Jr") || dm_token_is_nocase(doc, token, "Jr.");
}

static bool is_same(const dm_document *doc, uint32_t a, uint32_t b) {
  return dm_token_size(doc, a) == dm_token_size(doc, b) &&
         !strncasecmp(dm_token_bytes(doc, a), dm_token_bytes(doc, b), dm_token_size(doc, a));
}

/* "End of part one", "http://... index.htm": the signer may stand right behind it. */
static bool is_close(const dm_document *doc, uint32_t first, uint32_t end) {
  bool closes = dm_token_is_nocase(doc, first, "end");
  for (uint32_t i = first; i < end; i++)
    closes |= dm_token_size(doc, i) > 3 &&
              (!memcmp(dm_token_bytes(doc, i), "http", 4) || !memcmp(dm_token_bytes(doc, i), "www.", 4));
  return closes;
}

/* A message that lost its capitals: its last unit is one small word. */
static bool is_small_signer(const dm_document *doc, const dm_unit *unit) {
  const char *text = dm_token_bytes(doc, unit->first);
  uint32_t size = dm_token_size(doc, unit->first);
  for (uint32_t i = 0; i < size; i++)
    if (text[i] < 'a' || text[i] > 'z' || text[i] == 'x') return false;
  return unit->end == unit->first + 1 && size > 2 && !dm_token_is(doc, unit->first, "nnnn");
}

/* The signer's tokens at the end of [first, end): up to four words in capitals, or one surname. */
static bool sign(dm_document *doc, uint32_t first, uint32_t end) {
  while (first < end && doc->tokens[first].zone == DM_ZONE_MARK) first++;
  while (end > first && is_digit(*dm_token_bytes(doc, end - 1))) end--; /* a date behind it */
  uint32_t last = end;
  if (last > first && is_suffix(doc, last - 1)) last--;
  uint32_t begin = last;
  while (begin > first && last - begin < 4 && is_name(doc, begin - 1)) begin--;
  if (begin == last || (begin > first && !is_digit(dm_token_bytes(doc, begin - 1)[0]) && last - begin > 1 &&
                        is_name(doc, begin - 1)))
    return false;
  if (last - begin == 2 && is_same(doc, begin, begin + 1)) {
    first += first == begin; /* signed twice */
    begin++;
  }
  bool capitals = true, closed = is_close(doc, first, begin);
  for (uint32_t i = begin; i < last; i++) capitals &= !dm_token_has_lower(doc, i);
  if (begin > first && !closed && (!capitals || first + 2 < begin)) return false;
  if (!capitals && last - begin > 1) return false;
  if (capitals && last - begin > 3) return false;
  dm_zone_tokens(doc, begin, end, DM_ZONE_SIGNATURE);
  return true;
}

void dm_find_signature(dm_document *doc, const dm_unit_list *units, size_t body) {
  size_t tries = 0;
  bool trailers_only = true; /* below the unit at hand */
  for (size_t i = units->count; i-- > body && tries < 6;) {
    const dm_unit *unit = &units->items[i];
    if (unit->furniture || unit->end == unit->first) continue;
    tries++;
    uint32_t first = unit->first;
    if (unit->sentence_end > unit->sentence) first = doc->sentences[unit->sentence_end - 1].first;
    if (trailers_only && is_small_signer(doc, unit)) {
      dm_zone_tokens(doc, unit->first, unit->end, DM_ZONE_SIGNATURE);
      return;
    }
    trailers_only &= is_trailer(doc, unit);
    if (sign(doc, first, unit->end) || !is_trailer(doc, unit)) return;
  }
}
