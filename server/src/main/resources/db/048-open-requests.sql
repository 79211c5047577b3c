-- What waits for somebody is asked for at each new request; what is decided stays for a while, and may be much.
CREATE INDEX role_schedule_request_open ON role_schedule_request (tenant_id, level, status);
CREATE INDEX reveal_request_open ON reveal_request (state);
CREATE INDEX reveal_request_age ON reveal_request (asked_on);
