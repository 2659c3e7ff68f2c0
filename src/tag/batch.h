/* What the encoder reads: sentences as type indices, flags and memory groups. Training and tagging build
 * it with the same code, so both see the same features.
 *
 * A type is a distinct form. Tokens that begin with a capital and share their lower-cased form of one document
 * belong to one memory group: what is learnt of a name in one place helps in the others. */
#ifndef DM_TAG_BATCH_H
#define DM_TAG_BATCH_H

#include "tag/model.h"

typedef struct {
  uint64_t hash, lower, folded; /* of the form, its lower case, its gazetteer folding */
  uint8_t capital, all_capitals, has_lower, has_upper;
  uint8_t digit, hyphen; /* begins with a digit; is a hyphen */
  uint8_t again;         /* asked for again since it was added or last kept */
} dm_type;

/* Form -> type index, growing. */
typedef struct {
  dm_type *types; /* [count] */
  uint32_t count, room;
  uint32_t *slots; /* [slot_mask + 1] index + 1 */
  uint32_t slot_mask;
} dm_type_table;

/* Index of the form's type; *added says whether it is new. */
uint32_t dm_type_of(dm_type_table *table, const dm_form *form, int *added);
/* Leaves the first `count` types, whose `again` is unset; they may have been moved there. */
void dm_type_table_keep(dm_type_table *table, uint32_t count);
void dm_type_table_free(dm_type_table *table);

typedef struct {
  uint32_t tokens, token_room;
  uint32_t *type;    /* [tokens] */
  uint32_t *row;     /* [tokens] row of the padded matrices */
  uint32_t *group;   /* [tokens] memory group or DM_NONE */
  uint32_t *flag_at; /* [tokens + 1] into flag */
  uint16_t *flag;    /* [flags] */
  uint32_t flags, flag_room;
  uint32_t *sentence_at; /* [sentences + 1] first tokens */
  uint32_t sentences, sentence_room;
  uint32_t rows;   /* of the padded matrices: `pad` empty rows before, between and after sentences */
  uint32_t groups; /* formed so far by dm_batch_group */
  uint32_t pad;
  uint64_t *group_key; /* scratch of dm_batch_group: [group_slots] */
  uint32_t *group_id, group_slots, group_room;
} dm_batch;

/* One token on its way into a batch. */
typedef struct {
  uint32_t type;
  uint8_t zone;
} dm_batch_token;

void dm_batch_clear(dm_batch *batch, const dm_config *config);
void dm_batch_free(dm_batch *batch);

/* Appends a sentence with its flags; gazetteer may be NULL. */
void dm_batch_sentence(dm_batch *batch, const dm_config *config, const dm_gazetteer *gazetteer,
                       const dm_type_table *types, const dm_batch_token *tokens, uint32_t count,
                       uint32_t convention);

/* near[i] = whether token i can be in a name: it has a capital letter, stands next to a token that has one,
 * between two that are at most DM_REACH tokens apart, beyond a hyphen from one, or is a number within DM_REACH
 * tokens; in a sentence without capitals all can, and in a text that hardly has any but at the beginning of
 * sentences. Sentence k has the tokens from sentence_at[k] to sentence_at[k + 1], which count from the first
 * one's. */
void dm_near_capitals(const dm_type_table *types, const uint32_t *type, const uint32_t *sentence_at,
                      uint32_t sentences, uint8_t *near);

/* Forms the memory groups of one document: the tokens from `first` to the last one added. */
void dm_batch_group(dm_batch *batch, const dm_type_table *types, uint32_t first);

#endif
