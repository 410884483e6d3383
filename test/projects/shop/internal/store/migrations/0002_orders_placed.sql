CREATE INDEX IF NOT EXISTS orders_placed ON orders (placed DESC);
