package dev.sluice.container.mpegts;

import dev.sluice.base.bytes.ByteBudget;
import dev.sluice.base.bytes.Bytes;
import dev.sluice.media.MediaKind;
import dev.sluice.media.MuxerHabit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Demultiplexes a transport stream (ISO/IEC 13818-1), which may be split anywhere, into program
 * maps, PES packets and clock references.
 *
 * <p>No input makes it throw, and its memory is bounded ({@link TsLimits}). It has no clock and
 * allocates nothing per packet. For one thread at a time.
 *
 * <p>Order of calls: {@link #feed} and {@link #idle} in any order, then {@link #end}.
 */
public final class TsDemuxer {
  private static final int FIRST_FREE_PID = 0x10;

  private final TsCounters counters = new TsCounters();
  private final PacketFramer framer = new PacketFramer(this::packet, counters);
  private final AdaptationField adaptation = new AdaptationField();
  private final @Nullable PidHandler[] handlers = new PidHandler[TsPacket.PIDS];
  private final List<PesAssembler> assemblers = new ArrayList<>();
  private final TsListener listener;
  private final MuxerHabit habit;
  private final ByteBudget budget;
  private final ProgramTables tables;
  private List<Integer> pmtPids = List.of();
  private List<ElementaryStream> followed = List.of();
  private int pcrPid = TsPacket.PID_NULL;
  private long nowNanos;

  /** Until the first program map. */
  private @Nullable EarlyPackets early = new EarlyPackets();

  /** Until there is a PAT, or a program that can be played. */
  private @Nullable PmtSearch search;

  /**
   * The assembler whose PES packet is presumed complete; flushed at the end of the input at hand.
   */
  private @Nullable PesAssembler presumedComplete;

  /** Demultiplexes the program that plays best. */
  public TsDemuxer(TsListener listener) {
    this(listener, ProgramTables.AUTOMATIC);
  }

  /**
   * Demultiplexes one program.
   *
   * @param programNumber as in the PAT, or 0 for the one that plays best
   */
  public TsDemuxer(TsListener listener, int programNumber) {
    this(listener, programNumber, new MuxerHabit(), ByteBudget.UNLIMITED);
  }

  /**
   * Demultiplexes one program of a stream that had other sources before.
   *
   * @param programNumber as in the PAT, or 0 for the one that plays best
   * @param habit what the sources before have shown; told what this one shows
   * @param budget memory for PES packets; one for which there is none is lost, and counted as too
   *     large
   */
  public TsDemuxer(TsListener listener, int programNumber, MuxerHabit habit, ByteBudget budget) {
    this.listener = listener;
    this.habit = habit;
    this.budget = budget;
    this.tables = new ProgramTables(programNumber, new TableListener(), counters);
    this.search = new PmtSearch(this::foundMap, counters);
    handlers[TsPacket.PID_PAT] =
        new SectionPid(
            tables::patSection, counters, () -> listener.onTableCrcIgnored(TsPacket.PID_PAT));
  }

  /** The counters so far. */
  public TsCounters counters() {
    return counters;
  }

  /**
   * Processes the next bytes.
   *
   * @param nowNanos arrival time, never decreasing
   */
  public void feed(byte[] data, int offset, int length, long nowNanos) {
    this.nowNanos = nowNanos;
    tables.leave(nowNanos);
    framer.feed(data, offset, length, nowNanos);
    // Flushed here, not at the stuffed packet: the input at hand may continue the PES packet.
    flushPresumedComplete();
  }

  /**
   * Ends a segment: open PES packets are delivered, and continuity counters begin anew, since
   * another muxer made what follows.
   */
  public void endSegment(long nowNanos) {
    this.nowNanos = nowNanos;
    framer.end(nowNanos);
    flushPresumedComplete();
    for (PidHandler handler : handlers) {
      if (handler != null) {
        handler.endSegment();
      }
    }
  }

  /**
   * Notes a loss of bytes. Continuity counters show it, unless 16 packets of a PID may be lost:
   * then every open PES packet counts as damaged.
   *
   * @param mostBytes upper limit of the bytes lost
   */
  public void lost(long mostBytes, long nowNanos) {
    this.nowNanos = nowNanos;
    framer.end(nowNanos);
    flushPresumedComplete();
    if (mostBytes >= (long) TsPacket.CONTINUITY_PERIOD * TsPacket.BYTES) {
      assemblers.forEach(PesAssembler::lost);
    }
  }

  /** Delivers PES packets whose idle deadline has passed. */
  public void idle(long nowNanos) {
    tables.leave(nowNanos);
    for (int i = 0; i < assemblers.size(); i++) {
      assemblers.get(i).idle(nowNanos);
    }
  }

  /** The next time at which {@link #idle} is due if no input arrives; MAX_VALUE for never. */
  public long idleDeadlineNanos() {
    long earliest = tables.leaveNanos();
    for (int i = 0; i < assemblers.size(); i++) {
      earliest = Math.min(earliest, assemblers.get(i).idleDeadlineNanos());
    }
    return earliest;
  }

  /** Ends the stream and delivers the open PES packets. */
  public void end(long nowNanos) {
    this.nowNanos = nowNanos;
    framer.end(nowNanos);
    if (early != null) {
      counters.add(TsCounter.UNLISTED_PACKETS, early.count());
      early = null;
    }
    flushPresumedComplete();
    assemblers.forEach(PesAssembler::finish);
  }

  private void packet(byte[] array, int at, long arrivalNanos) {
    counters.increment(TsCounter.PACKETS);
    int header = Bytes.i32(array, at);
    PidHandler handler = handlers[TsPacket.pid(header)];
    if (handler != null && (header & (TsPacket.TRANSPORT_ERROR | TsPacket.SCRAMBLING)) == 0) {
      handle(handler, header, array, at, arrivalNanos, adaptation);
    } else if (early == null && search == null) {
      countIgnored(header, TsPacket.pid(header));
    } else {
      unlisted(header, array, at, arrivalNanos);
    }
  }

  private void handle(
      PidHandler handler, int header, byte[] array, int at, long arrivalNanos, AdaptationField to) {
    int payload = payload(header, array, at, to);
    if (payload < 0) {
      counters.increment(TsCounter.BAD_ADAPTATION);
      return;
    }
    if (to.hasPcr() && TsPacket.pid(header) == pcrPid) {
      listener.onPcr(to.pcrTicks27M(), to.discontinuity(), arrivalNanos);
    }
    handler.packet(header, array, payload, length(header, at, payload), to, arrivalNanos);
  }

  /** Reads the adaptation field. Returns the offset of the payload, -1 for none in the packet. */
  private static int payload(int header, byte[] array, int at, AdaptationField to) {
    int payload = TsPacket.payload(header, array, at);
    if ((header & TsPacket.HAS_ADAPTATION) == 0) {
      to.clear();
      return payload;
    }
    if (payload > at + TsPacket.BYTES) {
      return -1;
    }
    to.read(array, at + TsPacket.HEADER_BYTES);
    return payload;
  }

  private static int length(int header, int at, int payload) {
    return (header & TsPacket.HAS_PAYLOAD) == 0 ? 0 : at + TsPacket.BYTES - payload;
  }

  /** Before the program is known: keeps the packet, and searches it for a program map. */
  private void unlisted(int header, byte[] array, int at, long arrivalNanos) {
    int pid = TsPacket.pid(header);
    if (handlers[pid] != null
        || pid == TsPacket.PID_NULL
        || (header & TsPacket.TRANSPORT_ERROR) != 0) {
      countIgnored(header, pid);
      return;
    }
    if (early == null || !early.hold(array, at, arrivalNanos)) {
      counters.increment(TsCounter.UNLISTED_PACKETS);
    }
    if (search != null) {
      int payload = payload(header, array, at, adaptation);
      if (payload >= 0) {
        search.packet(
            header, array, payload, length(header, at, payload), adaptation, arrivalNanos);
      }
    }
  }

  private void foundMap(int pid, byte[] array, int offset, int length) {
    if (tables.mapWithoutPat(pid, array, offset, length, nowNanos)) {
      listener.onProgramWithoutPat(pid);
    }
  }

  /** The program is known: processes the packets kept. */
  private void replay(EarlyPackets packets) {
    AdaptationField field = new AdaptationField();
    int old =
        packets.replay(
            nowNanos,
            (array, at, arrivalNanos) -> {
              int header = Bytes.i32(array, at);
              PidHandler handler = handlers[TsPacket.pid(header)];
              if (handler == null || (header & TsPacket.SCRAMBLING) != 0) {
                countIgnored(header, TsPacket.pid(header));
              } else if (!(handler instanceof SectionPid)) {
                handle(handler, header, array, at, arrivalNanos, field);
              }
            });
    counters.add(TsCounter.UNLISTED_PACKETS, old);
    flushPresumedComplete();
  }

  private void countIgnored(int header, int pid) {
    if (pid == TsPacket.PID_NULL) {
      counters.increment(TsCounter.NULL_PACKETS);
    } else if ((header & TsPacket.TRANSPORT_ERROR) != 0) {
      counters.increment(TsCounter.TRANSPORT_ERRORS);
    } else if (handlers[pid] == null) {
      counters.increment(TsCounter.UNLISTED_PACKETS);
    } else {
      counters.increment(TsCounter.SCRAMBLED);
    }
  }

  private void flushPresumedComplete() {
    PesAssembler assembler = presumedComplete;
    if (assembler != null) {
      presumedComplete = null;
      assembler.flush();
    }
  }

  /** Applies the tables to the PID handlers, and passes PES packets on. */
  private final class TableListener
      implements ProgramTables.ProgramListener, PesAssembler.PesListener {
    @Override
    public void programs(List<Integer> numbers) {
      search = tables.patSeen() ? null : search;
      listener.onPrograms(numbers);
    }

    @Override
    public void pmtPids(List<Integer> pids) {
      for (int pid : pmtPids) {
        if (!pids.contains(pid) && handlers[pid] instanceof SectionPid) {
          handlers[pid] = null;
        }
      }
      pmtPids = pids;
      for (int pid : pids) {
        if (pid >= FIRST_FREE_PID && pid != TsPacket.PID_NULL && handlers[pid] == null) {
          handlers[pid] =
              new SectionPid(
                  (array, offset, length) ->
                      tables.pmtSection(pid, array, offset, length, nowNanos),
                  counters,
                  () -> listener.onTableCrcIgnored(pid));
        }
      }
    }

    @Override
    public void programMap(ProgramMap map) {
      flushPresumedComplete();
      drop(map);
      listener.onProgramMap(map);
      follow(map);
      pcrPid = map.pcrPid();
      if (handlers[pcrPid] == null && pcrPid != TsPacket.PID_NULL) {
        handlers[pcrPid] = (header, array, offset, length, field, arrivalNanos) -> {};
      }
      EarlyPackets packets = early;
      early = null;
      if (packets != null) {
        replay(packets);
      }
      search = tables.patSeen() || tables.playing() ? null : search;
    }

    /** Ends the streams that the new map lacks or describes differently. */
    private void drop(ProgramMap map) {
      for (ElementaryStream stream : followed) {
        PidHandler handler = handlers[stream.pid()];
        if (map.streams().contains(stream)) {
          continue;
        }
        if (handler instanceof PesAssembler assembler) {
          assembler.finish();
          assembler.release();
          assemblers.remove(assembler);
          handlers[stream.pid()] = null;
        } else if (handler instanceof SplicePid) {
          handlers[stream.pid()] = null;
        }
      }
      PidHandler clock = handlers[pcrPid];
      boolean clockAlone =
          !(clock instanceof SectionPid
              || clock instanceof PesAssembler
              || clock instanceof SplicePid);
      if (clockAlone) {
        handlers[pcrPid] = null;
      }
    }

    private void follow(ProgramMap map) {
      int videos = 0;
      List<ElementaryStream> streams = new ArrayList<>();
      for (ElementaryStream stream : map.streams()) {
        boolean video = stream.codec().kind() == MediaKind.VIDEO;
        if (handlers[stream.pid()] instanceof SectionPid) {
          continue;
        }
        if (streams.size() == TsLimits.MAX_STREAMS
            || (video && videos == TsLimits.MAX_VIDEO_STREAMS)) {
          counters.increment(TsCounter.TABLE_OVERFLOWS);
          continue;
        }
        videos += video ? 1 : 0;
        streams.add(stream);
        if (stream.inPes()) {
          assemble(stream.pid(), video);
        } else {
          splices(stream.pid());
        }
      }
      followed = streams;
    }

    private void splices(int pid) {
      if (pid >= FIRST_FREE_PID && pid != TsPacket.PID_NULL && handlers[pid] == null) {
        handlers[pid] =
            new SplicePid(
                (array, offset, length, arrivalNanos) -> {
                  flushPresumedComplete();
                  listener.onSpliceSection(pid, array, offset, length, arrivalNanos);
                },
                counters);
      }
    }

    private void assemble(int pid, boolean video) {
      if (pid < FIRST_FREE_PID
          || pid == TsPacket.PID_NULL
          || handlers[pid] instanceof PesAssembler) {
        return;
      }
      int limit = video ? TsLimits.MAX_VIDEO_PES_BYTES : TsLimits.MAX_OTHER_PES_BYTES;
      // A muxer may write other PIDs in another way.
      MuxerHabit of = video ? habit : new MuxerHabit();
      PesAssembler assembler = new PesAssembler(pid, limit, of, budget, this, counters);
      handlers[pid] = assembler;
      assemblers.add(assembler);
    }

    @Override
    public void pes(Pes pes) {
      // A PES packet presumed complete earlier is delivered first, however the input was split.
      flushPresumedComplete();
      listener.onPes(pes);
    }

    @Override
    public void flushRuleDisabled(int pid) {
      listener.onFlushRuleDisabled(pid);
    }

    @Override
    public void lengthsIgnored(int pid) {
      listener.onPesLengthsIgnored(pid);
    }

    @Override
    public void presumedComplete(PesAssembler assembler) {
      if (presumedComplete != assembler) {
        flushPresumedComplete();
      }
      presumedComplete = assembler;
    }
  }
}
