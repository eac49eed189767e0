package io.tapewire.subscriber;

/** The requests that were sent and not answered to their end, a bounded number. */
final class Requests {
    static final int MAX = 16;

    static final class Request {
        FeedProgress feed;
        long id;
        long session;
        int source;
        long from;
        long to;
        long sentNs;
        long deadlineNs;
        boolean definitions;

        private boolean isItemsOf(FeedProgress of) {
            return feed == of && !definitions && session == of.session;
        }
    }

    private final Request[] requests = new Request[MAX];
    private int count;

    Requests() {
        for (int i = 0; i < requests.length; i++) {
            requests[i] = new Request();
        }
    }

    boolean isFull() {
        return count == MAX;
    }

    int count() {
        return count;
    }

    Request get(int index) {
        return requests[index];
    }

    /** One more, to be filled in; there must be room. */
    Request add() {
        return requests[count++];
    }

    void remove(int index) {
        Request removed = requests[index];
        requests[index] = requests[--count];
        requests[count] = removed;
        removed.feed = null;
    }

    void clear() {
        while (count > 0) {
            remove(count - 1);
        }
    }

    /**
     * @return -1 where it is not there
     */
    int indexOf(long requestId) {
        for (int i = 0; i < count; i++) {
            if (requests[i].id == requestId) {
                return i;
            }
        }
        return -1;
    }

    boolean hasDefinitionsOf(FeedProgress feed) {
        for (int i = 0; i < count; i++) {
            Request request = requests[i];
            if (request.feed == feed && request.definitions && request.session == feed.session) {
                return true;
            }
        }
        return false;
    }

    /**
     * @return the last item of the request that asks for this one; {@link Long#MIN_VALUE} where
     *     none does
     */
    long coveredTo(FeedProgress feed, long sequence) {
        for (int i = 0; i < count; i++) {
            Request request = requests[i];
            if (request.isItemsOf(feed) && request.from <= sequence && sequence <= request.to) {
                return request.to;
            }
        }
        return Long.MIN_VALUE;
    }

    /**
     * @return the first item after this one that a request asks for; {@link Long#MAX_VALUE} where
     *     none does
     */
    long nextFrom(FeedProgress feed, long sequence) {
        long nearest = Long.MAX_VALUE;
        for (int i = 0; i < count; i++) {
            Request request = requests[i];
            if (request.isItemsOf(feed) && request.from > sequence) {
                nearest = Math.min(nearest, request.from);
            }
        }
        return nearest;
    }
}
