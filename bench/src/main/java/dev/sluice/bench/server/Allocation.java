package dev.sluice.bench.server;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.util.Optional;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** Queries another Java process for its allocation, and triggers garbage collection in it. */
final class Allocation implements AutoCloseable {
  private final JMXConnector connector;
  private final MBeanServerConnection beans;

  Allocation(long pid) throws IOException {
    try {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
      String address = machine.startLocalManagementAgent();
      machine.detach();
      connector = JMXConnectorFactory.connect(new JMXServiceURL(address));
      beans = connector.getMBeanServerConnection();
    } catch (AttachNotSupportedException e) {
      throw new IOException(e);
    }
  }

  /**
   * Bytes allocated by all platform threads, ended ones included; carriers count for virtual
   * threads.
   */
  long bytes() throws IOException {
    try {
      ObjectName threads = new ObjectName(ManagementFactory.THREAD_MXBEAN_NAME);
      return (Long) beans.getAttribute(threads, "TotalThreadAllocatedBytes");
    } catch (JMException e) {
      throw new IOException(e);
    }
  }

  void collectGarbage() throws IOException {
    try {
      beans.invoke(new ObjectName(ManagementFactory.MEMORY_MXBEAN_NAME), "gc", null, null);
    } catch (JMException e) {
      throw new IOException(e);
    }
  }

  /**
   * Makes the C library return memory freed by compilers and others; otherwise it keeps tens of
   * megabytes.
   */
  void trimNativeHeap() throws IOException {
    command("systemTrimNativeHeap");
  }

  private String command(String name) throws IOException {
    try {
      ObjectName commands = new ObjectName("com.sun.management:type=DiagnosticCommand");
      return (String) beans.invoke(commands, name, null, null);
    } catch (JMException e) {
      throw new IOException(e);
    }
  }

  /** Used bytes of the heap. */
  long heapBytes() throws IOException {
    try {
      ObjectName memory = new ObjectName(ManagementFactory.MEMORY_MXBEAN_NAME);
      Object usage = beans.getAttribute(memory, "HeapMemoryUsage");
      return MemoryUsage.from((CompositeData) usage).getUsed();
    } catch (JMException e) {
      throw new IOException(e);
    }
  }

  /** The address range of the heap, as reported by G1; empty for other collectors. */
  Optional<AddressRange> heapRange() throws IOException {
    return AddressRange.ofHeap(command("gcHeapInfo"));
  }

  @Override
  public void close() {
    try {
      connector.close();
    } catch (IOException e) {
      // The process has already ended.
    }
  }
}
