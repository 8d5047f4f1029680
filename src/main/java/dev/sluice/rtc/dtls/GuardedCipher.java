package dev.sluice.rtc.dtls;

import java.io.IOException;
import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.ContentType;
import org.bouncycastle.tls.ProtocolVersion;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.crypto.TlsCipher;
import org.bouncycastle.tls.crypto.TlsDecodeResult;
import org.bouncycastle.tls.crypto.TlsEncodeResult;

/**
 * A cipher that also rejects handshake fragments that are oversized or too many. {@link
 * RecordFilter} cannot inspect encrypted records, and a viewer that has the keys could send such
 * fragments before its Finished.
 */
final class GuardedCipher implements TlsCipher {
  private final TlsCipher cipher;
  private int fragments;

  GuardedCipher(TlsCipher cipher) {
    this.cipher = cipher;
  }

  @Override
  public TlsDecodeResult decodeCiphertext(
      long sequence, short type, ProtocolVersion version, byte[] array, int offset, int length)
      throws IOException {
    TlsDecodeResult decoded =
        cipher.decodeCiphertext(sequence, type, version, array, offset, length);
    if (decoded.contentType == ContentType.handshake && refused(decoded)) {
      // On this alert the record layer drops the record silently, as for a bad MAC.
      throw new TlsFatalAlert(AlertDescription.bad_record_mac);
    }
    return decoded;
  }

  private boolean refused(TlsDecodeResult record) {
    if (HandshakeGuard.oversized(record.buf, record.off, record.len)) {
      return true;
    }
    fragments += HandshakeGuard.fragments(record.buf, record.off, record.len);
    return fragments > HandshakeGuard.MAX_FRAGMENTS;
  }

  @Override
  public TlsEncodeResult encodePlaintext(
      long sequence,
      short type,
      ProtocolVersion version,
      int headerAllocation,
      byte[] array,
      int offset,
      int length)
      throws IOException {
    return cipher.encodePlaintext(sequence, type, version, headerAllocation, array, offset, length);
  }

  @Override
  public int getCiphertextDecodeLimit(int plaintextLimit) {
    return cipher.getCiphertextDecodeLimit(plaintextLimit);
  }

  @Override
  public int getCiphertextEncodeLimit(int plaintextLimit) {
    return cipher.getCiphertextEncodeLimit(plaintextLimit);
  }

  @Override
  public int getPlaintextDecodeLimit(int ciphertextLimit) {
    return cipher.getPlaintextDecodeLimit(ciphertextLimit);
  }

  @Override
  public int getPlaintextEncodeLimit(int ciphertextLimit) {
    return cipher.getPlaintextEncodeLimit(ciphertextLimit);
  }

  @Override
  public void rekeyDecoder() throws IOException {
    cipher.rekeyDecoder();
  }

  @Override
  public void rekeyEncoder() throws IOException {
    cipher.rekeyEncoder();
  }

  @Override
  public boolean usesOpaqueRecordTypeDecode() {
    return cipher.usesOpaqueRecordTypeDecode();
  }

  @Override
  public boolean usesOpaqueRecordTypeEncode() {
    return cipher.usesOpaqueRecordTypeEncode();
  }
}
