package dev.sluice.net.framing;

import java.util.ArrayList;
import java.util.List;

/** The tables of an HPACK decoder (RFC 7541 section 2.3). */
final class HpackTable {
  /** Default of SETTINGS_HEADER_TABLE_SIZE, which the service does not change. */
  private static final int MAX_BYTES = 4096;

  /** RFC 7541 appendix A, as name or name=value, in order of the index. */
  private static final String STATIC =
      """
      :authority
      :method=GET
      :method=POST
      :path=/
      :path=/index.html
      :scheme=http
      :scheme=https
      :status=200
      :status=204
      :status=206
      :status=304
      :status=400
      :status=404
      :status=500
      accept-charset
      accept-encoding=gzip, deflate
      accept-language
      accept-ranges
      accept
      access-control-allow-origin
      age
      allow
      authorization
      cache-control
      content-disposition
      content-encoding
      content-language
      content-length
      content-location
      content-range
      content-type
      cookie
      date
      etag
      expect
      expires
      from
      host
      if-match
      if-modified-since
      if-none-match
      if-range
      if-unmodified-since
      last-modified
      link
      location
      max-forwards
      proxy-authenticate
      proxy-authorization
      range
      referer
      refresh
      retry-after
      server
      set-cookie
      strict-transport-security
      transfer-encoding
      user-agent
      vary
      via
      www-authenticate
      """;

  private static final List<HeaderField> STATIC_FIELDS =
      STATIC.lines().map(HpackTable::staticField).toList();

  /** Newest first. */
  private final List<HeaderField> fields = new ArrayList<>();

  private int bytes;
  private int maxBytes = MAX_BYTES;

  private static HeaderField staticField(String line) {
    int sign = line.indexOf('=');
    return sign < 0
        ? new HeaderField(line, "")
        : new HeaderField(line.substring(0, sign), line.substring(sign + 1));
  }

  /**
   * The field with an index.
   *
   * @throws Http2FaultException if there is none
   */
  HeaderField get(int index) {
    if (index >= 1 && index <= STATIC_FIELDS.size()) {
      return STATIC_FIELDS.get(index - 1);
    }
    int dynamic = index - STATIC_FIELDS.size() - 1;
    if (dynamic < 0 || dynamic >= fields.size()) {
      throw new Http2FaultException(Http2Fault.COMPRESSION, "an index without a field");
    }
    return fields.get(dynamic);
  }

  /** Adds a field. One larger than the table only empties it (RFC 7541 section 4.4). */
  void add(HeaderField field) {
    evictTo(maxBytes - field.listBytes());
    if (field.listBytes() <= maxBytes) {
      fields.addFirst(field);
      bytes += field.listBytes();
    }
  }

  /**
   * Changes the size of the dynamic table (RFC 7541 section 6.3).
   *
   * @throws Http2FaultException if it is above the limit
   */
  void resize(int newMaxBytes) {
    if (newMaxBytes > MAX_BYTES) {
      throw new Http2FaultException(Http2Fault.COMPRESSION, "a table above its limit");
    }
    maxBytes = newMaxBytes;
    evictTo(newMaxBytes);
  }

  private void evictTo(int wantedBytes) {
    while (bytes > wantedBytes && !fields.isEmpty()) {
      bytes -= fields.removeLast().listBytes();
    }
  }
}
