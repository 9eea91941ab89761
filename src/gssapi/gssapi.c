/*
 * Joinery's binding over MIT Kerberos. Owns: bytes in, one library call chain on the thread pool, numbers and bytes out.
 * Decides nothing: what is accepted, refused or logged is decided in TypeScript (gssapi.ts and issuance/authenticate).
 *
 * Every argument is a Uint8Array (or undefined), copied before the call returns and wiped after use. Every function returns
 * a promise of an object of numbers and Uint8Arrays; it rejects only when memory runs out. Texts are UTF-8 bytes.
 */
#define NAPI_VERSION 8
#include <gssapi/gssapi_ext.h>
#include <gssapi/gssapi_krb5.h>
#include <krb5.h>
#include <node_api.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MAX_INPUTS = 4, MAX_OUTPUTS = 12, MAX_INPUT_BYTES = 1 << 20 };

/* A copy of one argument; bytes[length] is 0, so that it can stand for a C string. bytes is NULL when undefined was given. */
struct input {
  char *bytes;
  size_t length;
};

/* One property of the answer: bytes when not NULL, else the number. */
struct output {
  const char *name;
  char *bytes;
  size_t length;
  int64_t number;
};

struct job {
  napi_async_work work;
  napi_deferred deferred;
  void (*run)(struct job *);
  struct input inputs[MAX_INPUTS];
  struct output outputs[MAX_OUTPUTS];
  size_t output_count;
  bool failed; /* no memory, or more outputs than there is room for: the promise rejects */
};

/* ---- answers ---- */

static struct output *add_output(struct job *job, const char *name) {
  if (job->output_count == MAX_OUTPUTS) {
    job->failed = true;
    return NULL;
  }
  struct output *output = &job->outputs[job->output_count++];
  output->name = name;
  return output;
}

static void put_number(struct job *job, const char *name, int64_t number) {
  struct output *output = add_output(job, name);
  if (output != NULL) output->number = number;
}

static void put_bytes(struct job *job, const char *name, const void *bytes, size_t length) {
  struct output *output = add_output(job, name);
  if (output == NULL) return;
  output->bytes = malloc(length + 1); /* never NULL for an empty answer */
  if (output->bytes == NULL) {
    job->failed = true;
    return;
  }
  if (length > 0) memcpy(output->bytes, bytes, length);
  output->length = length;
}

static void put_gss_text(struct job *job, const char *name, OM_uint32 status, int kind) {
  OM_uint32 minor, more = 0;
  gss_buffer_desc text = GSS_C_EMPTY_BUFFER;
  if (gss_display_status(&minor, status, kind, (gss_OID)gss_mech_krb5, &more, &text) == GSS_S_COMPLETE)
    put_bytes(job, name, text.value, text.length);
  gss_release_buffer(&minor, &text);
}

static void put_gss_status(struct job *job, OM_uint32 major, OM_uint32 minor) {
  put_number(job, "major", major);
  put_number(job, "minor", (int32_t)minor);
  if (major == GSS_S_COMPLETE) return;
  put_gss_text(job, "majorText", major, GSS_C_GSS_CODE);
  put_gss_text(job, "minorText", minor, GSS_C_MECH_CODE);
}

static void put_krb5_status(struct job *job, krb5_context context, const char *step, krb5_error_code code) {
  put_number(job, "code", code);
  if (code == 0) return;
  const char *text = krb5_get_error_message(context, code);
  put_bytes(job, "step", step, strlen(step));
  put_bytes(job, "text", text, strlen(text));
  krb5_free_error_message(context, text);
}

/* ---- accept(keytab, replayCache, token, channelBinding?) ---- */

/* A PAC buffer, only when the library says that it is authenticated. */
static void put_name_attribute(struct job *job, const char *name, gss_name_t client, const char *attribute) {
  OM_uint32 minor;
  int authenticated = 0, complete = 0, more = -1;
  gss_buffer_desc key = {strlen(attribute), (void *)attribute};
  gss_buffer_desc value = GSS_C_EMPTY_BUFFER, display = GSS_C_EMPTY_BUFFER;
  OM_uint32 major = gss_get_name_attribute(&minor, client, &key, &authenticated, &complete, &value, &display, &more);
  if (major == GSS_S_COMPLETE && authenticated && complete && more == 0) put_bytes(job, name, value.value, value.length);
  gss_release_buffer(&minor, &value);
  gss_release_buffer(&minor, &display);
}

static void put_client(struct job *job, gss_name_t client) {
  OM_uint32 minor;
  gss_buffer_desc display = GSS_C_EMPTY_BUFFER;
  if (gss_display_name(&minor, client, &display, NULL) == GSS_S_COMPLETE)
    put_bytes(job, "client", display.value, display.length);
  gss_release_buffer(&minor, &display);
  put_name_attribute(job, "upnDnsInfo", client, "urn:mspac:upn-dns-info");
  put_name_attribute(job, "logonInfo", client, "urn:mspac:logon-info");
}

static void run_accept(struct job *job) {
  OM_uint32 major, minor = 0, ignored, flags = 0;
  gss_cred_id_t credential = GSS_C_NO_CREDENTIAL;
  gss_ctx_id_t context = GSS_C_NO_CONTEXT;
  gss_name_t client = GSS_C_NO_NAME;
  gss_buffer_desc reply = GSS_C_EMPTY_BUFFER;
  gss_buffer_desc token = {job->inputs[2].length, job->inputs[2].bytes};
  gss_key_value_element_desc elements[] = {{"keytab", job->inputs[0].bytes}, {"rcache", job->inputs[1].bytes}};
  gss_key_value_set_desc store = {2, elements};
  gss_OID_set_desc kerberos_only = {1, (gss_OID)gss_mech_krb5};
  struct gss_channel_bindings_struct bindings = {0};
  bindings.application_data = (gss_buffer_desc){job->inputs[3].length, job->inputs[3].bytes};

  major = gss_acquire_cred_from(&minor, GSS_C_NO_NAME, GSS_C_INDEFINITE, &kerberos_only, GSS_C_ACCEPT, &store, &credential,
                                NULL, NULL);
  put_number(job, "credential", major == GSS_S_COMPLETE);
  if (major == GSS_S_COMPLETE)
    major = gss_accept_sec_context(&minor, &context, credential, &token,
                                   job->inputs[3].bytes == NULL ? GSS_C_NO_CHANNEL_BINDINGS : &bindings, &client, NULL,
                                   &reply, &flags, NULL, NULL);
  put_gss_status(job, major, minor);
  if (major == GSS_S_COMPLETE) { /* and not GSS_S_CONTINUE_NEEDED: one leg only */
    put_number(job, "flags", flags);
    put_bytes(job, "reply", reply.value, reply.length);
    put_client(job, client);
  }
  gss_release_buffer(&ignored, &reply);
  gss_release_name(&ignored, &client);
  gss_delete_sec_context(&ignored, &context, GSS_C_NO_BUFFER);
  gss_release_cred(&ignored, &credential);
}

/* ---- deriveKey(principal, password, encryptionType) ---- */

/* The KDC announces salt and parameters (ETYPE-INFO2), the password gives the key. [RFC4120 §5.2.7.5] */
static void run_derive_key(struct job *job) {
  krb5_context context = NULL;
  krb5_principal principal = NULL;
  krb5_get_init_creds_opt *options = NULL;
  krb5_enctype wanted = 0, announced = 0;
  krb5_data salt = {0}, parameters = {0};
  krb5_data password = {.length = (unsigned)job->inputs[1].length, .data = job->inputs[1].bytes};
  krb5_keyblock key = {0};
  const char *step = "prepare";

  krb5_error_code code = krb5_init_context(&context);
  if (code == 0) code = krb5_string_to_enctype(job->inputs[2].bytes, &wanted);
  if (code == 0) code = krb5_parse_name(context, job->inputs[0].bytes, &principal);
  if (code == 0) code = krb5_get_init_creds_opt_alloc(context, &options);
  if (code == 0) {
    step = "salt";
    krb5_get_init_creds_opt_set_etype_list(options, &wanted, 1);
    code = krb5_get_etype_info(context, principal, options, &announced, &salt, &parameters);
    if (code == 0 && announced != wanted) code = KRB5KDC_ERR_ETYPE_NOSUPP;
  }
  if (code == 0) {
    step = "key";
    /* RC4 takes no parameters, not even empty ones. */
    code = krb5_c_string_to_key_with_params(context, wanted, &password, &salt, parameters.length > 0 ? &parameters : NULL,
                                            &key);
  }
  put_krb5_status(job, context, step, code);
  if (code == 0) {
    put_bytes(job, "salt", salt.data, salt.length);
    put_bytes(job, "key", key.contents, key.length);
  }
  krb5_free_keyblock_contents(context, &key);
  krb5_free_data_contents(context, &salt);
  krb5_free_data_contents(context, &parameters);
  krb5_get_init_creds_opt_free(context, options);
  krb5_free_principal(context, principal);
  krb5_free_context(context);
}

/* ---- obtainTicket(client, keytab, service, channelBinding?) ---- */

static krb5_error_code put_ticket(struct job *job, krb5_context context, const krb5_creds *credentials) {
  krb5_ticket *ticket = NULL;
  krb5_error_code code = krb5_decode_ticket(&credentials->ticket, &ticket);
  if (code != 0) return code;
  put_number(job, "ticketEncryptionType", ticket->enc_part.enctype);
  put_number(job, "keyVersion", ticket->enc_part.kvno);
  put_number(job, "sessionEncryptionType", credentials->keyblock.enctype);
  put_number(job, "endTime", (uint32_t)credentials->times.endtime);
  krb5_free_ticket(context, ticket);
  return 0;
}

/* The initiator's first token, from the tickets in the cache. */
static void put_token(struct job *job, krb5_ccache cache) {
  OM_uint32 major, minor, ignored;
  gss_cred_id_t credential = GSS_C_NO_CREDENTIAL;
  gss_ctx_id_t context = GSS_C_NO_CONTEXT;
  gss_name_t service = GSS_C_NO_NAME;
  gss_buffer_desc token = GSS_C_EMPTY_BUFFER;
  gss_buffer_desc name = {job->inputs[2].length, job->inputs[2].bytes};
  struct gss_channel_bindings_struct bindings = {0};
  bindings.application_data = (gss_buffer_desc){job->inputs[3].length, job->inputs[3].bytes};

  major = gss_import_name(&minor, &name, (gss_OID)GSS_KRB5_NT_PRINCIPAL_NAME, &service);
  if (major == GSS_S_COMPLETE) major = gss_krb5_import_cred(&minor, cache, NULL, NULL, &credential);
  if (major == GSS_S_COMPLETE)
    major = gss_init_sec_context(&minor, credential, &context, service, (gss_OID)gss_mech_krb5, 0, GSS_C_INDEFINITE,
                                 job->inputs[3].bytes == NULL ? GSS_C_NO_CHANNEL_BINDINGS : &bindings, GSS_C_NO_BUFFER,
                                 NULL, &token, NULL, NULL);
  put_gss_status(job, major, minor);
  if (!GSS_ERROR(major)) put_bytes(job, "token", token.value, token.length);
  gss_release_buffer(&ignored, &token);
  gss_delete_sec_context(&ignored, &context, GSS_C_NO_BUFFER);
  gss_release_cred(&ignored, &credential);
  gss_release_name(&ignored, &service);
}

static void run_obtain_ticket(struct job *job) {
  krb5_context context = NULL;
  krb5_principal client = NULL, service = NULL;
  krb5_keytab keytab = NULL;
  krb5_ccache cache = NULL;
  krb5_creds initial = {0}, wanted = {0}, *obtained = NULL;
  const char *step = "prepare";

  krb5_error_code code = krb5_init_context(&context);
  if (code == 0) code = krb5_parse_name(context, job->inputs[0].bytes, &client);
  if (code == 0) code = krb5_parse_name(context, job->inputs[2].bytes, &service);
  if (code == 0) code = krb5_kt_resolve(context, job->inputs[1].bytes, &keytab);
  if (code == 0) {
    step = "initial";
    code = krb5_get_init_creds_keytab(context, &initial, client, keytab, 0, NULL, NULL);
  }
  if (code == 0) {
    put_number(job, "clockOffsetSeconds", (int64_t)(uint32_t)initial.times.authtime - (int64_t)time(NULL));
    code = krb5_cc_new_unique(context, "MEMORY", NULL, &cache);
  }
  if (code == 0) code = krb5_cc_initialize(context, cache, client);
  if (code == 0) code = krb5_cc_store_cred(context, cache, &initial);
  if (code == 0) {
    step = "service";
    wanted.client = client;
    wanted.server = service;
    code = krb5_get_credentials(context, 0, cache, &wanted, &obtained);
  }
  if (code == 0) code = put_ticket(job, context, obtained);
  put_krb5_status(job, context, step, code);
  if (code == 0) put_token(job, cache);
  krb5_free_creds(context, obtained);
  krb5_free_cred_contents(context, &initial);
  if (cache != NULL) krb5_cc_destroy(context, cache);
  if (keytab != NULL) krb5_kt_close(context, keytab);
  krb5_free_principal(context, service);
  krb5_free_principal(context, client);
  krb5_free_context(context);
}

/* ---- the way in and out of JavaScript ---- */

static void free_job(napi_env env, struct job *job) {
  for (size_t index = 0; index < MAX_INPUTS; index++) {
    if (job->inputs[index].bytes == NULL) continue;
    explicit_bzero(job->inputs[index].bytes, job->inputs[index].length);
    free(job->inputs[index].bytes);
  }
  for (size_t index = 0; index < job->output_count; index++) {
    if (job->outputs[index].bytes == NULL) continue;
    explicit_bzero(job->outputs[index].bytes, job->outputs[index].length);
    free(job->outputs[index].bytes);
  }
  if (job->work != NULL) napi_delete_async_work(env, job->work);
  free(job);
}

static napi_status set_output(napi_env env, napi_value answer, const struct output *output) {
  napi_value value, buffer;
  napi_status status;
  void *data = NULL;
  if (output->bytes == NULL) {
    status = napi_create_int64(env, output->number, &value);
  } else {
    status = napi_create_arraybuffer(env, output->length, &data, &buffer);
    if (status != napi_ok) return status;
    if (output->length > 0) memcpy(data, output->bytes, output->length);
    status = napi_create_typedarray(env, napi_uint8_array, output->length, buffer, 0, &value);
  }
  return status == napi_ok ? napi_set_named_property(env, answer, output->name, value) : status;
}

static void execute(napi_env env, void *data) {
  (void)env; /* another thread: no JavaScript here */
  struct job *job = data;
  job->run(job);
}

static void complete(napi_env env, napi_status status, void *data) {
  struct job *job = data;
  napi_value answer, message, error;
  if (status == napi_ok) status = job->failed ? napi_generic_failure : napi_create_object(env, &answer);
  for (size_t index = 0; status == napi_ok && index < job->output_count; index++)
    status = set_output(env, answer, &job->outputs[index]);
  if (status == napi_ok) {
    napi_resolve_deferred(env, job->deferred, answer);
  } else if (napi_create_string_utf8(env, "gssapi: out of memory", NAPI_AUTO_LENGTH, &message) == napi_ok &&
             napi_create_error(env, NULL, message, &error) == napi_ok) {
    napi_reject_deferred(env, job->deferred, error);
  }
  free_job(env, job);
}

/* Copies a Uint8Array; undefined stays NULL. */
static bool read_input(napi_env env, napi_value value, struct input *input) {
  napi_valuetype kind;
  napi_typedarray_type type;
  bool is_array = false;
  void *data = NULL;
  if (napi_typeof(env, value, &kind) != napi_ok) return false;
  if (kind == napi_undefined) return true;
  if (napi_is_typedarray(env, value, &is_array) != napi_ok || !is_array) return false;
  if (napi_get_typedarray_info(env, value, &type, &input->length, &data, NULL, NULL) != napi_ok) return false;
  if (type != napi_uint8_array || input->length > MAX_INPUT_BYTES) return false;
  input->bytes = malloc(input->length + 1);
  if (input->bytes == NULL) return false;
  if (input->length > 0) memcpy(input->bytes, data, input->length);
  input->bytes[input->length] = '\0';
  return true;
}

/* Starts a job with the call's arguments, of which the first `required` must be given; returns its promise. */
static napi_value start(napi_env env, napi_callback_info info, size_t required, void (*run)(struct job *)) {
  napi_value arguments[MAX_INPUTS], promise = NULL, name;
  size_t count = MAX_INPUTS;
  struct job *job = calloc(1, sizeof *job);
  if (job == NULL) goto refused;
  job->run = run;
  if (napi_get_cb_info(env, info, &count, arguments, NULL, NULL) != napi_ok) goto refused; /* missing ones: undefined */
  for (size_t index = 0; index < MAX_INPUTS; index++) {
    if (!read_input(env, arguments[index], &job->inputs[index])) goto refused;
    if (index < required && job->inputs[index].bytes == NULL) goto refused;
  }
  if (napi_create_string_utf8(env, "joinery:gssapi", NAPI_AUTO_LENGTH, &name) != napi_ok) goto refused;
  if (napi_create_async_work(env, NULL, name, execute, complete, job, &job->work) != napi_ok) goto refused;
  if (napi_create_promise(env, &job->deferred, &promise) != napi_ok) goto refused;
  if (napi_queue_async_work(env, job->work) == napi_ok) return promise;
refused:
  if (job != NULL) free_job(env, job);
  napi_throw_type_error(env, NULL, "gssapi: wrong arguments");
  return NULL;
}

static napi_value call_accept(napi_env env, napi_callback_info info) { return start(env, info, 3, run_accept); }
static napi_value call_derive_key(napi_env env, napi_callback_info info) { return start(env, info, 3, run_derive_key); }
static napi_value call_obtain_ticket(napi_env env, napi_callback_info info) { return start(env, info, 3, run_obtain_ticket); }

NAPI_MODULE_INIT() {
  napi_property_descriptor functions[] = {
      {"accept", NULL, call_accept, NULL, NULL, NULL, napi_enumerable, NULL},
      {"deriveKey", NULL, call_derive_key, NULL, NULL, NULL, napi_enumerable, NULL},
      {"obtainTicket", NULL, call_obtain_ticket, NULL, NULL, NULL, napi_enumerable, NULL},
  };
  napi_define_properties(env, exports, sizeof functions / sizeof *functions, functions);
  return exports;
}
