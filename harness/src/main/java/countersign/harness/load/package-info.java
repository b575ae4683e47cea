/// Load in a closed loop, with the latencies it met. May import `connection` and the harness's
/// `node`.
package countersign.harness.load;
