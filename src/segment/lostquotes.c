/* Quotes and apostrophes that damage turned into the letter Q: "OrlandQs plan", "the QGreen GuardsQ". */
#include <string.h>

#include "segment/chars.h"
#include "segment/stages.h"

enum { ENOUGH = 3 };

static dm_char_class class_at(const char *text, uint32_t size, uint32_t at) {
  uint32_t length;
  return at < size ? dm_char_at(text, size, at, &length) : DM_CHAR_BLANK;
}

/* "FAQs" and "IQs" are words; none has a small letter before its "Qs". */
bool dm_quotes_are_q(const char *text, uint32_t size) {
  if (size < 3) return false;
  uint32_t count = 0;
  const char *end = text + size, *q = memchr(text + 1, 'Q', size - 1);
  for (; q && count < ENOUGH; q = memchr(q + 1, 'Q', (size_t)(end - q) - 1)) {
    uint32_t at = (uint32_t)(q - text);
    count += q[-1] >= 'a' && q[-1] <= 'z' && at + 1 < size && q[1] == 's' &&
             !dm_is_alnum(class_at(text, size, at + 2));
  }
  return count == ENOUGH;
}

bool dm_begins_with_q_quote(const char *word, uint32_t size) {
  return size > 2 && word[0] == 'Q' && class_at(word, size, 1) == DM_CHAR_UPPER &&
         class_at(word, size, 2) == DM_CHAR_LOWER;
}

uint32_t dm_q_quote_end(const char *word, uint32_t size) {
  if (size > 3 && !memcmp(word + size - 2, "Qs", 2)) return 2;
  return size > 2 && word[size - 1] == 'Q' && word[size - 2] >= 'a' && word[size - 2] <= 'z' ? 1 : 0;
}
