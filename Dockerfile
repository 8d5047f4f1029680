# An image with the service only: no compiler, no Maven, no tests. Run it with the host's network, so
# that the addresses seen by the service are those that viewers reach:
#
#   docker build -t sluice . && docker run --rm --network host sluice
#
FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /build
# The libraries are a separate layer, which changes only with the pom.
COPY pom.xml ./
RUN mvn -B -ntp dependency:copy-dependencies -DincludeScope=runtime -DoutputDirectory=target/lib
# The list of the libraries, in CycloneDX form.
RUN mvn -B -ntp org.cyclonedx:cyclonedx-maven-plugin:makeBom
COPY src/main src/main
RUN mvn -B -ntp -Dmaven.test.skip=true -Dspotless.check.skip=true package \
    && mv target/sluice-*.jar target/sluice.jar \
    && java src/main/build/UnsignJars.java target/lib

FROM eclipse-temurin:25-jre
# For sources by SRT, and for sound that browsers cannot play; loaded only if there is such a source.
RUN apt-get update \
    && apt-get install -y --no-install-recommends libsrt1.5-openssl libavcodec60 libopus0 \
    && rm -rf /var/lib/apt/lists/*
RUN groupadd --system sluice \
    && useradd --system --gid sluice --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin sluice
WORKDIR /opt/sluice
COPY --from=build /build/target/lib lib
COPY src/main/launch/fit-memory ./
COPY --from=build /build/target/sluice.jar /build/target/sluice.cdx.json ./
# The JVM's cache of classes and profiles, made by this JVM with the options of the entry point (docs/decisions/0014).
COPY src/main/build/rehearsal-compiler.json /tmp/
RUN java --enable-native-access=ALL-UNNAMED -Djava.library.path= -XX:+UseG1GC -XX:+UseCompactObjectHeaders \
    -XX:+ExitOnOutOfMemoryError -XX:InitialHeapSize=32m -XX:MinHeapFreeRatio=10 -XX:MaxHeapFreeRatio=30 \
    -XX:InitiatingHeapOccupancyPercent=75 -XX:G1PeriodicGCInterval=15000 -XX:G1HeapRegionSize=1m \
    -XX:TrimNativeHeapInterval=30000 \
    -XX:AOTCacheOutput=sluice.aot \
    -XX:+UnlockDiagnosticVMOptions -XX:CompilerDirectivesFile=/tmp/rehearsal-compiler.json -jar sluice.jar rehearse \
    && test -f sluice.aot && rm /tmp/rehearsal-compiler.json
USER sluice
# 8080: WHEP and player; 8190: media by UDP, and by TCP for viewers without UDP. The control socket
# (8081) listens on loopback by default.
EXPOSE 8080/tcp 8190/udp 8190/tcp
# The same options as in the launcher.
ENTRYPOINT ["./fit-memory", "java", "-XX:AOTCache=/opt/sluice/sluice.aot", "-Xlog:aot*=off", "-XX:+UnlockExperimentalVMOptions", "-XX:+AOTCompileEagerly", "-XX:Tier4InvocationThreshold=50000", "-XX:Tier4MinInvocationThreshold=6000", "-XX:Tier4CompileThreshold=150000", "-XX:Tier4BackEdgeThreshold=400000", "-XX:ProfileMaturityPercentage=2", "--enable-native-access=ALL-UNNAMED", "-Djava.library.path=", "-XX:+UseG1GC", "-XX:+UseCompactObjectHeaders", "-XX:+ExitOnOutOfMemoryError", "-XX:InitialHeapSize=32m", "-XX:MinHeapFreeRatio=10", "-XX:MaxHeapFreeRatio=30", "-XX:InitiatingHeapOccupancyPercent=75", "-XX:G1PeriodicGCInterval=15000", "-XX:G1HeapRegionSize=1m", "-XX:TrimNativeHeapInterval=30000", "-jar", "sluice.jar"]
CMD ["serve"]
