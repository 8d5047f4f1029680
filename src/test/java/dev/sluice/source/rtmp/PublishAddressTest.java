package dev.sluice.source.rtmp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublishAddressTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      textBlock =
          """
          live,            cam,              cam, '',  ''
          cam,             '',               cam, '',  ''
          live/,           cam,              cam, '',  ''
          cam?token=t,     '',               cam, t,   ''
          live?token=t,    cam,              cam, t,   ''
          live,            cam?token=t,      cam, t,   ''
          live,            cam?key=a%20b&x=1, cam, a b, x=1
          live?token=old,  cam?token=new,    cam, new, ''
          live/cam,        '',               cam, '',  ''
          live,            a/cam,            cam, '',  ''
          live?a=1,        cam?b=2,          cam, '',  b=2&a=1
          live,            cam?token=%zz,    cam, %zz, ''
          '',              '',               '',  '',  ''
          """)
  void partsOfTheAddress(String app, String name, String stream, String token, String query) {
    PublishAddress address = PublishAddress.of(app, name);
    assertEquals(stream, address.stream());
    assertEquals(token, address.token());
    assertEquals(query, address.query());
  }

  @Test
  void priorities() {
    assertEquals(OptionalInt.of(0), PublishAddress.of("live", "cam").priority());
    assertEquals(OptionalInt.of(-5), PublishAddress.of("live", "cam?priority=-5&x").priority());
    assertEquals(OptionalInt.empty(), PublishAddress.of("live?priority=high", "cam").priority());
  }

  @Test
  void tokensAreNotShown() {
    assertFalse(PublishAddress.of("live", "cam?token=secret").toString().contains("secret"));
  }
}
