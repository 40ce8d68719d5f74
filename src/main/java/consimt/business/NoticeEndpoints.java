package consimt.business;

import consimt.relation.BusinessId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What somebody who configures a business needs to know of the endpoints for notices. */
public interface NoticeEndpoints {

    /** Whether a text is a URL to which notices may go. Its addresses are not looked up. */
    boolean isUrl(String text);

    /** Looks up the addresses of an endpoint. Nothing is sent. */
    Reachable lookUp(String url);

    enum Reachable {
        YES,
        /** An address of it is not public. */
        NOT_ALLOWED,
        /** Nobody knows its name now. */
        NOT_FOUND
    }

    /** Null if the endpoint is not switched off. */
    @Nullable Instant switchedOffSince(BusinessId businessId);

    /** An endpoint that is down or switched off is tried again, and gets what waited. */
    void switchOn(BusinessId businessId);
}
