// The browser is the host's own (the setting `chromium` of a channel): none is downloaded with the package.
module.exports = { skipDownload: true }
