package dev.sluice.container.mpegts;

import dev.sluice.base.bytes.Bytes;
import dev.sluice.media.MediaKind;
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
  private final ProgramTables tables;
  private List<Integer> pmtPids = List.of();
  private List<ElementaryStream> followed = List.of();
  private int pcrPid = TsPacket.PID_NULL;

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
    this.listener = listener;
    this.tables = new ProgramTables(programNumber, new TableListener(), counters);
    handlers[TsPacket.PID_PAT] = new SectionPid(tables::patSection, counters);
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
    framer.feed(data, offset, length, nowNanos);
    // Flushed here, not at the stuffed packet: the input at hand may continue the PES packet.
    flushPresumedComplete();
  }

  /** Delivers PES packets whose idle deadline has passed. */
  public void idle(long nowNanos) {
    for (int i = 0; i < assemblers.size(); i++) {
      assemblers.get(i).idle(nowNanos);
    }
  }

  /** The next time at which {@link #idle} is due if no input arrives; MAX_VALUE for never. */
  public long idleDeadlineNanos() {
    long earliest = Long.MAX_VALUE;
    for (int i = 0; i < assemblers.size(); i++) {
      earliest = Math.min(earliest, assemblers.get(i).idleDeadlineNanos());
    }
    return earliest;
  }

  /** Ends the stream and delivers the open PES packets. */
  public void end(long nowNanos) {
    framer.end(nowNanos);
    flushPresumedComplete();
    assemblers.forEach(PesAssembler::finish);
  }

  private void packet(byte[] array, int at, long nowNanos) {
    counters.increment(TsCounter.PACKETS);
    int header = Bytes.i32(array, at);
    int pid = TsPacket.pid(header);
    PidHandler handler = handlers[pid];
    if (handler == null || (header & (TsPacket.TRANSPORT_ERROR | TsPacket.SCRAMBLING)) != 0) {
      countIgnored(header, pid);
      return;
    }
    int payload = at + TsPacket.HEADER_BYTES;
    int end = at + TsPacket.BYTES;
    if ((header & TsPacket.HAS_ADAPTATION) == 0) {
      adaptation.clear();
    } else {
      payload += 1 + Bytes.u8(array, payload);
      if (payload > end) {
        counters.increment(TsCounter.BAD_ADAPTATION);
        return;
      }
      adaptation.read(array, at + TsPacket.HEADER_BYTES);
      if (pid == pcrPid && adaptation.hasPcr()) {
        listener.onPcr(adaptation.pcrTicks27M(), adaptation.discontinuity(), nowNanos);
      }
    }
    int length = (header & TsPacket.HAS_PAYLOAD) == 0 ? 0 : end - payload;
    handler.packet(header, array, payload, length, adaptation, nowNanos);
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
                  (array, offset, length) -> tables.pmtSection(pid, array, offset, length),
                  counters);
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
        handlers[pcrPid] = (header, array, offset, length, field, nowNanos) -> {};
      }
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
      PesAssembler assembler = new PesAssembler(pid, limit, this, counters);
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
