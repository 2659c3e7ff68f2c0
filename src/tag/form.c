#include "tag/form.h"

#include <string.h>
#include <utf8proc.h>
#include <xxhash.h>

#include "base/utf8.h"

uint64_t dm_hash(const void *bytes, size_t size) {
  return XXH3_64bits(bytes, size);
}

void dm_form_of(const char *token, size_t size, dm_form *form) {
  uint32_t out = 0;
  for (size_t i = 0; i < size && out < DM_FORM_MAX;) {
    unsigned char c = (unsigned char)token[i];
    if (c >= '0' && c <= '9') {
      form->bytes[out++] = '0', i++;
    } else if (c == 0xE2 && i + 2 < size && (unsigned char)token[i + 1] == 0x80 &&
               ((unsigned char)token[i + 2] | 1) == 0x99) { /* U+2018, U+2019 */
      form->bytes[out++] = '\'', i += 3;
    } else {
      form->bytes[out++] = (char)c, i++;
    }
  }
  form->size = out;
  form->hash = dm_hash(form->bytes, out);
}

static uint32_t lower_code(uint32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 32 : c;
  return (uint32_t)utf8proc_tolower((utf8proc_int32_t)c);
}

static uint32_t upper_code(uint32_t c) {
  if (c < 0x80) return c >= 'a' && c <= 'z' ? c - 32 : c;
  return (uint32_t)utf8proc_toupper((utf8proc_int32_t)c);
}

/* The form with its first `capitals` characters in upper case, the rest in lower case. */
static void recase(const dm_form *form, uint32_t capitals, dm_form *out) {
  uint32_t at = 0, code;
  out->size = 0;
  while (at < form->size && out->size < DM_FORM_MAX) {
    at += dm_utf8_decode(form->bytes, form->size, at, &code);
    code = capitals ? upper_code(code) : lower_code(code);
    if (capitals) capitals--;
    out->size += dm_utf8_encode(code, out->bytes + out->size);
  }
  out->hash = dm_hash(out->bytes, out->size);
}

void dm_form_lower(const dm_form *form, dm_form *lower) {
  recase(form, 0, lower);
}

void dm_form_title(const dm_form *form, dm_form *title) {
  recase(form, 1, title);
}

void dm_form_upper(const dm_form *form, dm_form *upper) {
  recase(form, UINT32_MAX, upper);
}

static int is_upper(uint32_t c) {
  return c < 0x80 ? c >= 'A' && c <= 'Z' : utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_LU;
}

static int is_lower(uint32_t c) {
  return c < 0x80 ? c >= 'a' && c <= 'z' : utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_LL;
}

typedef struct {
  uint32_t letters, upper, lower, digits, other, first_upper, last_dot, inner_upper;
} counts;

static counts count(const dm_form *form) {
  counts n = {0};
  uint32_t code, index = 0;
  for (uint32_t at = 0; at < form->size; index++) {
    at += dm_utf8_decode(form->bytes, form->size, at, &code);
    int upper = is_upper(code), lower = is_lower(code);
    n.upper += (uint32_t)upper;
    n.lower += (uint32_t)lower;
    n.digits += code == '0';
    n.other += !upper && !lower && code != '0';
    if (upper && !index) n.first_upper = 1;
    if (upper && index) n.inner_upper = 1;
    n.last_dot = code == '.';
  }
  n.letters = n.upper + n.lower;
  return n;
}

int dm_form_capital(const dm_form *form) {
  uint32_t code;
  if (!form->size) return 0;
  dm_utf8_decode(form->bytes, form->size, 0, &code);
  return is_upper(code);
}

int dm_form_all_capitals(const dm_form *form) {
  counts n = count(form);
  return n.upper > 1 && !n.lower;
}

int dm_form_has_lower(const dm_form *form) {
  return count(form).lower > 0;
}

static uint32_t case_class(const counts *n) {
  if (!n->letters) return n->digits ? (n->other ? 1 : 2) : 0;
  if (n->digits) return 3;
  if (!n->upper) return 4;
  if (!n->lower) return n->upper == 1 ? (n->last_dot ? 5 : 6) : n->other ? 7 : 8;
  return n->first_upper && !n->inner_upper ? 9 : 6;
}

/* Class of a character in the shape: runs of one class are cut to two. */
static char shape_of(uint32_t c) {
  return is_upper(c) ? 'X' : is_lower(c) ? 'x' : c == '0' ? 'd' : c < 0x80 ? (char)c : '*';
}

void dm_form_features_of(const dm_form *form, dm_form_features *out) {
  dm_form low;
  uint32_t starts[DM_FORM_MAX + 2], n = 0, code;
  char shape[DM_FORM_MAX + 2], boxed[DM_FORM_MAX + 10];
  uint32_t shape_size = 0;

  dm_form_lower(form, &low);
  out->lower = low.hash;
  for (uint32_t at = 0; at < low.size && n < DM_FORM_MAX;) {
    starts[n++] = at;
    at += dm_utf8_decode(low.bytes, low.size, at, &code);
  }
  starts[n] = low.size;
  for (uint32_t k = 1; k <= 4; k++) { /* the length is hashed in, so that "a" and "-a" differ */
    uint32_t take = k < n ? k : n;
    out->affix[k - 1] = dm_hash(low.bytes, starts[take]) + k;
    out->affix[3 + k] = dm_hash(low.bytes + starts[n - take], low.size - starts[n - take]) + 16 + k;
  }

  boxed[0] = '^';
  memcpy(boxed + 1, low.bytes, low.size);
  boxed[low.size + 1] = '$';
  out->trigrams = 0;
  for (uint32_t at = 0; at + 3 <= low.size + 2 && out->trigrams < DM_TRIGRAMS; at++)
    out->trigram[out->trigrams++] = dm_hash(boxed + at, 3);

  for (uint32_t at = 0; at < form->size && shape_size < DM_FORM_MAX;) {
    at += dm_utf8_decode(form->bytes, form->size, at, &code);
    char c = shape_of(code);
    if (shape_size < 2 || shape[shape_size - 1] != c || shape[shape_size - 2] != c) shape[shape_size++] = c;
  }
  out->shape = dm_hash(shape, shape_size);
  counts c = count(form);
  out->cased = case_class(&c);
}
