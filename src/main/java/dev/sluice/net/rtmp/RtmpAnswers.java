package dev.sluice.net.rtmp;

import dev.sluice.container.flv.Amf0Writer;
import java.util.List;

/** The answers to commands, in AMF0. */
final class RtmpAnswers {
  /** What FMS 3 calls itself; some clients expect its form. */
  private static final String VERSION = "FMS/3,5,3,888";

  private static final int CAPABILITIES = 31;

  /** The codings of enhanced tags that are read (Enhanced RTMP v2, connect command). */
  private static final List<String> FOUR_CCS = List.of("avc1", "hvc1", "Opus", "mp4a");

  private RtmpAnswers() {}

  /** Grants a connection. */
  static byte[] connected(double transaction) {
    Amf0Writer out =
        new Amf0Writer()
            .text("_result")
            .number(transaction)
            .beginObject()
            .member("fmsVer")
            .text(VERSION)
            .member("capabilities")
            .number(CAPABILITIES)
            .member("fourCcList")
            .beginArray(FOUR_CCS.size());
    FOUR_CCS.forEach(out::text);
    return out.endObject()
        .beginObject()
        .member("level")
        .text("status")
        .member("code")
        .text("NetConnection.Connect.Success")
        .member("description")
        .text("Connected.")
        .member("objectEncoding")
        .number(0)
        .endObject()
        .toByteArray();
  }

  /** Answers a command with a number; NaN for an answer without content. */
  static byte[] result(double transaction, double value) {
    Amf0Writer out = new Amf0Writer().text("_result").number(transaction).nothing();
    return (Double.isNaN(value) ? out.nothing() : out.number(value)).toByteArray();
  }

  /** Refuses a command. */
  static byte[] error(double transaction, String sentence) {
    return info(
            new Amf0Writer().text("_error").number(transaction).nothing(),
            "error",
            "NetConnection.Call.Failed",
            sentence)
        .toByteArray();
  }

  /** A status message. */
  static byte[] status(RtmpStatus status, String sentence) {
    return info(
            new Amf0Writer().text("onStatus").number(0).nothing(),
            status.level(),
            status.code(),
            sentence)
        .toByteArray();
  }

  private static Amf0Writer info(Amf0Writer out, String level, String code, String sentence) {
    return out.beginObject()
        .member("level")
        .text(level)
        .member("code")
        .text(code)
        .member("description")
        .text(sentence)
        .endObject();
  }
}
