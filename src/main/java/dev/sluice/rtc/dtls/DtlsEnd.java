package dev.sluice.rtc.dtls;

import org.bouncycastle.tls.AlertDescription;
import org.bouncycastle.tls.TlsFatalAlert;
import org.bouncycastle.tls.TlsTimeoutException;

/** Close reason and detail, derived from the library's exception. */
record DtlsEnd(DtlsCloseReason reason, String detail) {

  static DtlsEnd of(Exception cause, SrtpTlsServer server) {
    DtlsCloseReason noticed = server.failure();
    if (noticed != null) {
      return new DtlsEnd(noticed, server.alert());
    }
    return switch (cause) {
      case TlsTimeoutException timeout -> new DtlsEnd(DtlsCloseReason.TIMEOUT, "");
      case TlsFatalAlert alert
          when alert.getAlertDescription() != AlertDescription.internal_error ->
          new DtlsEnd(
              DtlsCloseReason.HANDSHAKE_FAILED,
              AlertDescription.getName(alert.getAlertDescription()));
      default -> new DtlsEnd(DtlsCloseReason.INTERNAL_ERROR, String.valueOf(cause.getMessage()));
    };
  }
}
