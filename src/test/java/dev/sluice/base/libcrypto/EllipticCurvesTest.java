package dev.sluice.base.libcrypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Key agreement and ECDSA, with themselves and with the JDK. */
final class EllipticCurvesTest {
  @ParameterizedTest
  @EnumSource(Curve.class)
  void twoSidesAgree(Curve curve) {
    try (EphemeralKey one = EphemeralKey.generate(curve);
        EphemeralKey other = EphemeralKey.generate(curve)) {
      byte[] secret = one.secretWith(other.point());
      assertArrayEquals(secret, other.secretWith(one.point()));
      assertEquals(32, secret.length);
      assertEquals(curve == Curve.X25519 ? 32 : 65, one.point().length);
    }
  }

  @ParameterizedTest
  @EnumSource(Curve.class)
  void pointsThatAreNoneAreRefused(Curve curve) {
    try (EphemeralKey key = EphemeralKey.generate(curve)) {
      int bytes = key.point().length;
      // X25519: of small order, so that the secret would be all zeros (RFC 7748 section 6.1).
      assertThrows(IllegalStateException.class, () -> key.secretWith(new byte[bytes]));
      for (int length = 0; length < 100; length++) {
        byte[] wrong = new byte[length];
        if (length != bytes) {
          assertThrows(IllegalStateException.class, () -> key.secretWith(wrong));
        }
      }
      byte[] offCurve = key.point();
      offCurve[bytes - 1] ^= 1;
      if (curve == Curve.P256) {
        assertThrows(IllegalStateException.class, () -> key.secretWith(offCurve));
      }
    }
  }

  @Test
  void signaturesAreThoseOfTheJdk() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair pair = generator.generateKeyPair();
    EcdsaP256 ecdsa = EcdsaP256.of(pair.getPrivate().getEncoded());
    byte[] hash = new byte[32];
    new Random(1).nextBytes(hash);
    Signature jdk = Signature.getInstance("NONEwithECDSA");
    jdk.initVerify(pair.getPublic());
    jdk.update(hash);
    assertTrue(jdk.verify(ecdsa.sign(hash)));
    jdk.initSign(pair.getPrivate());
    jdk.update(hash);
    byte[] signature = jdk.sign();
    byte[] point = point((ECPublicKey) pair.getPublic());
    assertTrue(ecdsa.verify(point, hash, signature));
    for (int length = 0; length < signature.length; length++) {
      assertFalse(ecdsa.verify(point, hash, Arrays.copyOf(signature, length)), "length " + length);
    }
    for (int i = 0; i < signature.length; i++) {
      byte[] changed = signature.clone();
      changed[i] ^= 1;
      assertFalse(ecdsa.verify(point, hash, changed), "byte " + i);
    }
    point[64] ^= 1;
    assertThrows(IllegalStateException.class, () -> ecdsa.verify(point, hash, signature));
  }

  /** The DER of the key ends with its uncompressed point. */
  private static byte[] point(ECPublicKey key) {
    byte[] der = key.getEncoded();
    return Arrays.copyOfRange(der, der.length - 65, der.length);
  }

  @Test
  void whatIsNoKeyIsRefused() {
    assertThrows(IllegalStateException.class, () -> EcdsaP256.of(new byte[0]));
    assertThrows(IllegalStateException.class, () -> EcdsaP256.of(new byte[100]));
  }
}
