/** What samples say: medians, intervals, percentiles. */
package io.tapewire.latency.stats;
