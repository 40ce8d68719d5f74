package consimt.notice.delivery;

import consimt.business.Business.Notices;
import consimt.business.BusinessSettings;
import consimt.notice.Notice;
import consimt.notice.post.Reply;
import consimt.relation.BusinessId;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Posts notices to the endpoint that a business's settings name. */
@Singleton
class NoticePosts {

    private final BusinessSettings settings;
    private final NoticeSender sender;

    NoticePosts(BusinessSettings settings, NoticeSender sender) {
        this.settings = settings;
        this.sender = sender;
    }

    /** Where notices of a business go, at most a minute old. That there is none is read anew. */
    Optional<Notices> of(BusinessId businessId) {
        Notices known = settings.of(businessId).notices();
        return Optional.ofNullable(known == null ? settings.fresh(businessId).notices() : known);
    }

    /** An endpoint that moved moments ago gets the notice where it is now. So no answer of the former one counts. */
    Reply post(Notices to, Notice notice, String body) {
        Reply reply = sender.send(to, notice.id().text(), body);
        if (reply.isDelivered()) {
            return reply;
        }
        Notices now = settings.fresh(notice.data().businessId()).notices();
        return now == null || now.equals(to)
                ? reply
                : sender.send(now, notice.id().text(), body);
    }
}
