#include "segment/chars.h"

#include <utf8proc.h>

#include "base/utf8.h"

#define B DM_CHAR_BLANK
#define N DM_CHAR_LINE_END
#define L DM_CHAR_LOWER
#define U DM_CHAR_UPPER
#define D DM_CHAR_DIGIT
#define X DM_CHAR_OTHER
#define R DM_CHAR_RULE
#define J DM_CHAR_JOINER

/* clang-format off */
const uint8_t dm_ascii_class[128] = {
  X, X, X, X, X, X, X, X, X, B, N, B, B, N, X, X, /* control characters; tab, line ends, form feed */
  X, X, X, X, X, X, X, X, X, X, X, X, B, B, B, B, /* 1C..1F separate records: blanks to Unicode */
  B, X, DM_CHAR_CLOSE, J, DM_CHAR_CURRENCY, J, J, DM_CHAR_APOSTROPHE,          /*   ! " # $ % & ' */
  DM_CHAR_OPEN, DM_CHAR_CLOSE, R, J, DM_CHAR_COMMA, DM_CHAR_HYPHEN, DM_CHAR_PERIOD, DM_CHAR_SLASH, /* ( ) * + , - . / */
  D, D, D, D, D, D, D, D, D, D, DM_CHAR_COLON, X, DM_CHAR_OPEN, R, DM_CHAR_CLOSE, X, /* 0-9 : ; < = > ? */
  J, U, U, U, U, U, U, U, U, U, U, U, U, U, U, U,
  U, U, U, U, U, U, U, U, U, U, U, DM_CHAR_OPEN, X, DM_CHAR_CLOSE, X, R,       /* P-Z [ \ ] ^ _ */
  DM_CHAR_APOSTROPHE, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L,
  L, L, L, L, L, L, L, L, L, L, L, DM_CHAR_OPEN, X, DM_CHAR_CLOSE, R, X,       /* p-z { | } ~ DEL */
};
/* clang-format on */

static dm_char_class special(uint32_t code) {
  switch (code) {
  case 0x85:
  case 0xA0:
  case 0x1680:
  case 0x2028:
  case 0x2029:
  case 0x202F:
  case 0x205F:
  case 0x3000: return DM_CHAR_BLANK;
  case 0xB6: return DM_CHAR_MARK;
  case 0xAD:
  case 0x2010:
  case 0x2011: return DM_CHAR_HYPHEN;
  case 0x2012:
  case 0x2013:
  case 0x2014:
  case 0x2015: return DM_CHAR_DASH;
  case 0x2018:
  case 0x2019:
  case 0x02BC:
  case 0x02BB:
  case 0x02BE:
  case 0x02BF:
  case 0xB4: return DM_CHAR_APOSTROPHE;
  case 0x200B:
  case 0x200C:
  case 0x200D:
  case 0xFFFD: return DM_CHAR_LOWER; /* stand for something in a word */
  default: return code >= 0x2000 && code <= 0x200A ? DM_CHAR_BLANK : DM_CHAR_OTHER;
  }
}

dm_char_class dm_char_class_wide(const char *text, uint32_t size, uint32_t at, uint32_t *length) {
  uint32_t code;
  *length = dm_utf8_decode(text, size, at, &code);
  dm_char_class found = special(code);
  if (found != DM_CHAR_OTHER) return found;
  switch (utf8proc_category((utf8proc_int32_t)code)) {
  case UTF8PROC_CATEGORY_LU:
  case UTF8PROC_CATEGORY_LT: return DM_CHAR_UPPER;
  case UTF8PROC_CATEGORY_LL:
  case UTF8PROC_CATEGORY_LM:
  case UTF8PROC_CATEGORY_LO:
  case UTF8PROC_CATEGORY_MN:
  case UTF8PROC_CATEGORY_MC:
  case UTF8PROC_CATEGORY_ME: return DM_CHAR_LOWER;
  case UTF8PROC_CATEGORY_ND: return DM_CHAR_DIGIT;
  case UTF8PROC_CATEGORY_SC: return DM_CHAR_CURRENCY;
  case UTF8PROC_CATEGORY_PS:
  case UTF8PROC_CATEGORY_PI: return DM_CHAR_OPEN;
  case UTF8PROC_CATEGORY_PE:
  case UTF8PROC_CATEGORY_PF: return DM_CHAR_CLOSE;
  default: return DM_CHAR_OTHER;
  }
}
