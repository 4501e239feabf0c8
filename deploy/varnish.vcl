# Varnish (7) in front of the office: visitors' pages of the portals from memory, everything that
# belongs to somebody passed through. Filled in by `scripts/front.py varnish`.
vcl 4.1;

import std;

backend office {
    .host = "127.0.0.1";
    .port = "@BACKEND@";
    .first_byte_timeout = 300s;
    .probe = {
        # a small file, by GET
        .request =
            "GET /@SITE@/++resource++tobaccooa/mark.svg HTTP/1.1"
            "Host: 127.0.0.1"
            "Connection: close";
        .interval = 5s;
        .timeout = 4s;
        .window = 4;
        .threshold = 2;
        .initial = 2;
    }
}

acl purgers {
    "127.0.0.1";
    "::1";
}

sub vcl_recv {
    # Zope's own way to name another host or root
    if (req.url ~ "(?i)/(VirtualHost(Base|Root)|_vh_)") {
        return (synth(404));
    }
    if (req.method == "PURGE") {
        # straight from this machine, not handed on by a server in front of us
        if (client.ip !~ purgers || req.http.X-Forwarded-For ~ "," || req.http.Forwarded) {
            return (synth(405));
        }
        if (req.url !~ "^/[A-Za-z0-9/_.,:@()+~%*?=&;-]*$") {
            return (synth(400));
        }
        if (req.url ~ "/\*$") {
            ban("obj.http.x-oa-url ~ ^" + regsuball(regsub(req.url, "/\*$", ""), "([.()+*?])", "[\1]") + "(/|[?]|$)");
            return (synth(200, "Banned"));
        }
        return (purge);
    }
    if (req.method != "GET" && req.method != "HEAD") {
        return (pass);
    }
    if (req.http.Authorization
        || req.http.Cookie ~ "(^|;\s*)(__ac|statusmessages)="
        || req.http.Accept ~ "application/([a-z.+-]*\+)?json") {
        return (pass);
    }
    # what is left of a visitor's request that could make a difference
    unset req.http.Cookie;
    set req.http.Accept = "*/*";
    # a page that is due is fetched before it is shown again, unless nobody could fetch it
    if (std.healthy(req.backend_hint)) {
        set req.grace = 0s;
    }
    return (hash);
}

sub vcl_hash {
    # by the address alone: the name of the site stands below, whatever a request claims
    hash_data(req.url);
    return (lookup);
}

sub vcl_backend_fetch {
    if (bereq.retries == 0) {
        set bereq.http.X-Oa-Url = bereq.url;
        set bereq.url = "/VirtualHostBase/@SCHEME@/@NAME@/@SITE@/VirtualHostRoot" + bereq.url;
    }
}

sub vcl_backend_response {
    set beresp.http.X-Oa-Url = bereq.http.X-Oa-Url;
    if (beresp.http.Content-Type ~ "^(text/|application/(javascript|json|xml)|image/svg)") {
        set beresp.do_gzip = true;
    }
    # kept only what says itself that everybody may have it
    if (beresp.status != 200
        || beresp.http.Set-Cookie
        || beresp.http.Cache-Control !~ "(^|,\s*)public"
        || beresp.http.Cache-Control ~ "private|no-store|no-cache") {
        set beresp.uncacheable = true;
        set beresp.ttl = 60s;
        return (deliver);
    }
    # for the time in which the office can't answer
    set beresp.grace = 1h;
    return (deliver);
}

sub vcl_deliver {
    if (obj.hits > 0) {
        set resp.http.X-Cache = "hit";
    } else {
        set resp.http.X-Cache = "miss";
    }
    unset resp.http.X-Oa-Url;
    unset resp.http.X-Varnish;
    unset resp.http.X-Cache-Rule;
    unset resp.http.X-Cache-Operation;
    unset resp.http.X-Powered-By;
    unset resp.http.Via;
}
