package dev.sluice.base.libcrypto;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * The functions of libcrypto for public keys (EVP_PKEY(7)). The first use of this class throws a
 * {@link LinkageError} if one is missing. Pointers are passed as {@code long}.
 */
final class Evp {
  private static final ValueLayout.OfLong POINTER = ValueLayout.JAVA_LONG;
  private static final ValueLayout.OfLong SIZE = ValueLayout.JAVA_LONG;
  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;

  /** {@code EVP_PKEY_CTX *(OSSL_LIB_CTX *, const char *name, const char *properties)}. */
  static final MethodHandle CONTEXT_FROM_NAME =
      handle("EVP_PKEY_CTX_new_from_name", POINTER, POINTER, POINTER, POINTER);

  /** {@code EVP_PKEY_CTX *(OSSL_LIB_CTX *, EVP_PKEY *, const char *properties)}. */
  static final MethodHandle CONTEXT_FROM_KEY =
      handle("EVP_PKEY_CTX_new_from_pkey", POINTER, POINTER, POINTER, POINTER);

  /** {@code void (EVP_PKEY_CTX *)}. */
  static final MethodHandle CONTEXT_FREE = procedure("EVP_PKEY_CTX_free");

  /** {@code int (EVP_PKEY_CTX *)}. */
  static final MethodHandle KEYGEN_INIT = handle("EVP_PKEY_keygen_init", INT, POINTER);

  /** {@code int (EVP_PKEY_CTX *, const char *name)}. */
  static final MethodHandle SET_GROUP =
      handle("EVP_PKEY_CTX_set_group_name", INT, POINTER, POINTER);

  /** {@code int (EVP_PKEY_CTX *, EVP_PKEY **)}. */
  static final MethodHandle KEYGEN = handle("EVP_PKEY_keygen", INT, POINTER, POINTER);

  /** {@code EVP_PKEY *(void)}. */
  static final MethodHandle KEY_NEW = handle("EVP_PKEY_new", POINTER);

  /** {@code void (EVP_PKEY *)}. */
  static final MethodHandle KEY_FREE = procedure("EVP_PKEY_free");

  /** {@code int (EVP_PKEY *to, const EVP_PKEY *from)}. */
  static final MethodHandle COPY_PARAMETERS =
      handle("EVP_PKEY_copy_parameters", INT, POINTER, POINTER);

  /** {@code int (EVP_PKEY *, const unsigned char *point, size_t)}. */
  static final MethodHandle SET_PUBLIC =
      handle("EVP_PKEY_set1_encoded_public_key", INT, POINTER, POINTER, SIZE);

  /** {@code int (const EVP_PKEY *, const char *name, unsigned char *, size_t max, size_t *out)}. */
  static final MethodHandle GET_OCTETS =
      handle("EVP_PKEY_get_octet_string_param", INT, POINTER, POINTER, POINTER, SIZE, POINTER);

  /** {@code EVP_PKEY *(EVP_PKEY **, const unsigned char **, long)}. */
  static final MethodHandle READ_PRIVATE =
      handle("d2i_AutoPrivateKey", POINTER, POINTER, POINTER, SIZE);

  /** {@code int (EVP_PKEY_CTX *)}. */
  static final MethodHandle DERIVE_INIT = handle("EVP_PKEY_derive_init", INT, POINTER);

  /** {@code int (EVP_PKEY_CTX *, EVP_PKEY *peer)}. */
  static final MethodHandle DERIVE_PEER = handle("EVP_PKEY_derive_set_peer", INT, POINTER, POINTER);

  /** {@code int (EVP_PKEY_CTX *, unsigned char *, size_t *)}. */
  static final MethodHandle DERIVE = handle("EVP_PKEY_derive", INT, POINTER, POINTER, POINTER);

  /** {@code int (EVP_PKEY_CTX *)}. */
  static final MethodHandle SIGN_INIT = handle("EVP_PKEY_sign_init", INT, POINTER);

  /** {@code int (EVP_PKEY_CTX *, unsigned char *, size_t *, const unsigned char *, size_t)}. */
  static final MethodHandle SIGN =
      handle("EVP_PKEY_sign", INT, POINTER, POINTER, POINTER, POINTER, SIZE);

  /** {@code int (EVP_PKEY_CTX *)}. */
  static final MethodHandle VERIFY_INIT = handle("EVP_PKEY_verify_init", INT, POINTER);

  /** {@code int (EVP_PKEY_CTX *, const unsigned char *, size_t, const unsigned char *, size_t)}. */
  static final MethodHandle VERIFY =
      handle("EVP_PKEY_verify", INT, POINTER, POINTER, SIZE, POINTER, SIZE);

  /** {@code void (void)}: clears the thread's error queue, which otherwise fills up to 16. */
  static final MethodHandle CLEAR_ERRORS =
      LibCrypto.function(
          "ERR_clear_error", FunctionDescriptor.ofVoid(), Linker.Option.critical(false));

  private Evp() {}

  private static MethodHandle handle(String name, MemoryLayout result, MemoryLayout... arguments) {
    return LibCrypto.function(name, FunctionDescriptor.of(result, arguments));
  }

  private static MethodHandle procedure(String name) {
    return LibCrypto.function(name, FunctionDescriptor.ofVoid(POINTER));
  }
}
