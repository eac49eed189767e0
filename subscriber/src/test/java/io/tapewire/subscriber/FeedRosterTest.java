package io.tapewire.subscriber;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeedRosterTest {
    @Test
    void shouldFollowTheFirstSoManyFeedsAndTellOnceOfOthers() {
        List<String> told = new ArrayList<>();
        FeedRoster roster =
                new FeedRoster(
                        new FeedListener() {
                            @Override
                            public void onFeedRefused(int feedId, int most) {
                                told.add(feedId + " beside " + most);
                            }
                        });
        for (int feed = -500; feed < 524; feed++) {
            assertTrue(roster.admits(feed));
        }
        assertFalse(roster.admits(524));
        assertFalse(roster.admits(525));
        assertFalse(roster.admits(524));
        assertTrue(roster.admits(523));
        assertEquals(List.of("524 beside 1024"), told);
        assertEquals(3, roster.refused());
    }
}
