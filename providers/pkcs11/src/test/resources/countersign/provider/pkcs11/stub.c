/* A PKCS#11 module for tests: one token `stub` in slot 7 with two Ed25519 keys, whose functions
 * answer, count and hang as the test says. It does not sign; the test does, by a function that it
 * gives. Names and layouts are those of the standard on 64-bit systems. */
#include <pthread.h>
#include <string.h>

typedef unsigned long ulong_t;
typedef unsigned char byte_t;
typedef void (*signer_t)(ulong_t key, const byte_t *data, ulong_t length, byte_t *signature);

struct attribute { ulong_t type; void *value; ulong_t length; };

enum { FUNCTIONS = 68 };
enum { PRIVATE_ONE = 1, PUBLIC_ONE = 2, PRIVATE_TWO = 3, PUBLIC_TWO = 4, OBJECTS = 4 };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t released = PTHREAD_COND_INITIALIZER;
static ulong_t answers[FUNCTIONS], counts[FUNCTIONS], hanging[FUNCTIONS];
static ulong_t generation, flags = 0x400, state, last_session, signing_key, tokens = 1;
static ulong_t after_finalize = 1;
static ulong_t oldest_session, signature_length = 64;
static byte_t points[2][32];
static int no_points, always_authenticate;
static ulong_t found[OBJECTS], found_count;
static signer_t signer;

/* What the test says. */
void stub_answer(ulong_t function, ulong_t code) { answers[function] = code; }
ulong_t stub_count(ulong_t function) { return counts[function]; }
void stub_hang(ulong_t function) { hanging[function]++; }
void stub_flags(ulong_t more) { flags = 0x400 | more; }
void stub_tokens(ulong_t count) { tokens = count; }
void stub_tokens_after_finalize(ulong_t count) { after_finalize = count; }
void stub_point(ulong_t key, const byte_t *point) { memcpy(points[key], point, 32); }
void stub_signer(signer_t function) { signer = function; }
void stub_signature_length(ulong_t length) { signature_length = length; }
void stub_hide_points(ulong_t hide) { no_points = (int) hide; }
void stub_always_authenticate(ulong_t is) { always_authenticate = (int) is; }

/* As a token that was pulled out and put in again. */
void stub_forget(void) { oldest_session = last_session + 1; state = 0; }

void stub_release(void) {
    pthread_mutex_lock(&lock);
    generation++;
    memset(hanging, 0, sizeof hanging);
    pthread_cond_broadcast(&released);
    pthread_mutex_unlock(&lock);
}

static ulong_t enter(int function) {
    pthread_mutex_lock(&lock);
    counts[function]++;
    if (hanging[function] > 0) {
        hanging[function]--;
        for (ulong_t before = generation; before == generation;) {
            pthread_cond_wait(&released, &lock);
        }
    }
    ulong_t code = answers[function];
    pthread_mutex_unlock(&lock);
    return code;
}

#define ENTER(function) do { ulong_t code_ = enter(function); if (code_) return code_; } while (0)
#define SESSION(session) do { if ((session) < oldest_session) return 0xB3; } while (0)

static ulong_t initialize(void *arguments) { (void) arguments; ENTER(0); return 0; }

static ulong_t finalize(void *reserved) {
    (void) reserved;
    ENTER(1);
    oldest_session = last_session + 1;
    state = 0;
    tokens = after_finalize;
    return 0;
}

static ulong_t get_slot_list(byte_t present, ulong_t *slots, ulong_t *count) {
    (void) present;
    ENTER(4);
    if (slots && tokens) slots[0] = 7;
    *count = tokens;
    return 0;
}

static ulong_t get_token_info(ulong_t slot, byte_t *info) {
    (void) slot;
    ENTER(6);
    memset(info, 0, 208);
    memset(info, ' ', 96);
    memcpy(info, "stub", 4);
    memcpy(info + 32, "the tests\033[31m", 14);
    memcpy(info + 96, &flags, sizeof flags);
    return 0;
}

static ulong_t get_mechanism_info(ulong_t slot, ulong_t type, void *info) {
    (void) slot; (void) type; (void) info;
    ENTER(8);
    return 0;
}

static ulong_t open_session(ulong_t slot, ulong_t how, void *a, void *b, ulong_t *session) {
    (void) slot; (void) how; (void) a; (void) b;
    ENTER(12);
    *session = ++last_session;
    return 0;
}

static ulong_t close_session(ulong_t session) { ENTER(13); SESSION(session); return 0; }

static ulong_t get_session_info(ulong_t session, ulong_t *info) {
    ENTER(15);
    SESSION(session);
    info[1] = state;
    return 0;
}

static ulong_t login(ulong_t session, ulong_t user, byte_t *pin, ulong_t length) {
    (void) user;
    ENTER(18);
    SESSION(session);
    if (length != 4 || memcmp(pin, "1234", 4)) return 0xA0;
    state = 1;
    return 0;
}

static ulong_t value(struct attribute *asked, const void *is, ulong_t length) {
    if (asked->value) {
        if (asked->length < length) return 0x150;
        memcpy(asked->value, is, length);
    }
    asked->length = length;
    return 0;
}

static ulong_t get_attribute_value(
        ulong_t session, ulong_t object, struct attribute *asked, ulong_t count) {
    (void) count;
    ENTER(24);
    SESSION(session);
    int two = object == PRIVATE_TWO || object == PUBLIC_TWO;
    ulong_t edwards = 0x40;
    byte_t id = two ? 2 : 1, is = (byte_t) always_authenticate;
    switch (asked->type) {
        case 0x3: return value(asked, two ? "two" : "one", 3);
        case 0x100: return value(asked, &edwards, sizeof edwards);
        case 0x102: return value(asked, &id, 1);
        case 0x180: return value(asked, "\x06\x03\x2b\x65\x70", 5);
        case 0x181: if (!no_points) return value(asked, points[two], 32); break;
        case 0x202: return value(asked, &is, 1);
    }
    asked->length = (ulong_t) -1;
    return 0x12;
}

static ulong_t find_objects_init(ulong_t session, struct attribute *wanted, ulong_t count) {
    ENTER(26);
    SESSION(session);
    found_count = 0;
    for (ulong_t object = 1; object <= OBJECTS; object++) {
        int two = object == PRIVATE_TWO || object == PUBLIC_TWO, matches = 1;
        for (ulong_t i = 0; i < count; i++) {
            byte_t *is = wanted[i].value;
            if (wanted[i].type == 0x0) matches &= is[0] == (object % 2 ? 3 : 2);
            if (wanted[i].type == 0x3) {
                matches &= wanted[i].length == 3 && !memcmp(is, two ? "two" : "one", 3);
            }
            if (wanted[i].type == 0x102) matches &= is[0] == (two ? 2 : 1);
        }
        if (matches) found[found_count++] = object;
    }
    return 0;
}

static ulong_t find_objects(ulong_t session, ulong_t *objects, ulong_t max, ulong_t *count) {
    ENTER(27);
    SESSION(session);
    *count = found_count < max ? found_count : max;
    memcpy(objects, found, *count * sizeof found[0]);
    return 0;
}

static ulong_t find_objects_final(ulong_t session) { ENTER(28); SESSION(session); return 0; }

static ulong_t sign_init(ulong_t session, void *mechanism, ulong_t key) {
    (void) mechanism;
    ENTER(42);
    SESSION(session);
    if (!state) return 0x101;
    signing_key = key;
    return 0;
}

static ulong_t sign(
        ulong_t session, byte_t *data, ulong_t length, byte_t *signature, ulong_t *room) {
    ulong_t key = signing_key;
    ENTER(43);
    SESSION(session);
    if (*room < 64) return 0x150;
    signer(key, data, length, signature);
    *room = signature_length;
    return 0;
}

static ulong_t other(void) { return 0x54; }

static struct { byte_t version[8]; void *functions[FUNCTIONS]; } list;

ulong_t C_GetFunctionList(void **out) {
    for (int i = 0; i < FUNCTIONS; i++) list.functions[i] = (void *) other;
    list.version[0] = 2;
    list.version[1] = 40;
    list.functions[0] = (void *) initialize;
    list.functions[1] = (void *) finalize;
    list.functions[4] = (void *) get_slot_list;
    list.functions[6] = (void *) get_token_info;
    list.functions[8] = (void *) get_mechanism_info;
    list.functions[12] = (void *) open_session;
    list.functions[13] = (void *) close_session;
    list.functions[15] = (void *) get_session_info;
    list.functions[18] = (void *) login;
    list.functions[24] = (void *) get_attribute_value;
    list.functions[26] = (void *) find_objects_init;
    list.functions[27] = (void *) find_objects;
    list.functions[28] = (void *) find_objects_final;
    list.functions[42] = (void *) sign_init;
    list.functions[43] = (void *) sign;
    *out = &list;
    return 0;
}
