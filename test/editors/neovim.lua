-- What a person does in Neovim, by its own commands, and what they then see, as JSON. Neovim is started with the set-up
-- of docs/editors.md; the folder of files, and where to write, come in the environment.

local folder = vim.env.EDITOR_TEST_FOLDER
local seen = {}

local function fail(message)
  vim.fn.writefile({ vim.fn.json_encode({ failed = message, seen = seen }) }, vim.env.EDITOR_TEST_OUTPUT)
  vim.cmd('qall!')
end

local function wait_for(what, condition)
  if not vim.wait(10000, condition, 20) then
    error('Waited in vain for ' .. what)
  end
end

local function open(name)
  vim.cmd('edit ' .. vim.fn.fnameescape(folder .. '/' .. name))
  return vim.api.nvim_get_current_buf()
end

local function text(buffer)
  return table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), '\n') .. '\n'
end

--- Rules by place; columns count bytes, as Neovim counts them.
local function diagnostics(buffer)
  local list = {}
  for _, found in ipairs(vim.diagnostic.get(buffer)) do
    local code = found.code or (found.user_data and found.user_data.lsp and found.user_data.lsp.code)
    table.insert(list, {
      rule = code,
      severity = found.severity,
      line = found.lnum,
      start = found.col,
      finish = found.end_col,
    })
  end
  table.sort(list, function(a, b)
    if a.line ~= b.line then return a.line < b.line end
    if a.start ~= b.start then return a.start < b.start end
    return a.rule < b.rule
  end)
  return list
end

local function has(buffer, rule)
  for _, found in ipairs(diagnostics(buffer)) do
    if found.rule == rule then return true end
  end
  return false
end

--- Puts the cursor onto the first place where a text stands.
local function go_to(buffer, words)
  for number, line in ipairs(vim.api.nvim_buf_get_lines(buffer, 0, -1, false)) do
    local column = line:find(words, 1, true)
    if column then
      vim.api.nvim_win_set_cursor(0, { number, column - 1 })
      return
    end
  end
  error('There is no ' .. words)
end

--- Chooses from the menu of code actions as a person would, and waits until the text is another.
local function choose(buffer, wanted, context)
  local before = text(buffer)
  local offered = {}
  vim.ui.select = function(items, options, done)
    for _, item in ipairs(items) do
      local title = options.format_item(item)
      table.insert(offered, title)
      if title:find(wanted, 1, true) then return done(item, 1) end
    end
    done(nil, nil)
  end
  if vim.fn.has('nvim-0.8') == 1 then
    vim.lsp.buf.code_action({ context = context, apply = false })
  else
    vim.lsp.buf.code_action(context)
  end
  local ok = vim.wait(10000, function() return text(buffer) ~= before end, 20)
  if not ok then error('No action ' .. wanted .. ' among ' .. vim.inspect(offered)) end
end

local function request(buffer, method, words)
  go_to(buffer, words)
  local parameters = vim.lsp.util.make_position_params(0, 'utf-16')
  local answers = vim.lsp.buf_request_sync(buffer, method, parameters, 10000) or {}
  for _, answer in pairs(answers) do
    if answer.result then return answer.result end
  end
  error('No answer to ' .. method)
end

local function script()
  local pod = open('pod.yaml')
  wait_for('findings in pod.yaml', function() return #diagnostics(pod) > 0 end)
  seen.pod = diagnostics(pod)

  go_to(pod, '3607')
  choose(pod, 'Ask for one hour')
  seen.fixed = text(pod)
  wait_for('one finding less', function() return not has(pod, 'extended-token-expiration') end)

  go_to(pod, 'serviceAccount:')
  choose(pod, 'Disable deprecated-service-account-field for this line')
  seen.silenced = text(pod)
  wait_for('silence', function() return not has(pod, 'deprecated-service-account-field') end)

  seen.hover = request(pod, 'textDocument/hover', 'robot # declared').contents

  local secret = open('secret.yaml')
  wait_for('findings in secret.yaml', function() return has(secret, 'misspelled-key') end)
  seen.secret = diagnostics(secret)
  choose(secret, 'Fix all', { only = { 'source.fixAll' }, diagnostics = {} })
  seen.fixedAll = text(secret)

  go_to(secret, 'robot-token')
  choose(secret, 'Migrate token Secret', { only = { 'refactor' }, diagnostics = {} })
  seen.migrated = { text(pod), text(secret) }

  local template = open('chart/templates/secret.yaml')
  wait_for('findings in a template', function() return #diagnostics(template) > 0 end)
  seen.template = diagnostics(template)
  seen.templateHover = request(template, 'textDocument/hover', 'kind: Secret').contents

  local user = open('elsewhere/user.yaml')
  wait_for('a ServiceAccount that is nowhere', function() return has(user, 'unknown-service-account') end)
  vim.fn.writefile({ 'apiVersion: v1', 'kind: ServiceAccount', 'metadata: { name: worker }' },
    folder .. '/elsewhere/worker.yaml')
  wait_for('a ServiceAccount that has come', function() return not has(user, 'unknown-service-account') end)
  seen.noticed = true

  local worker = open('elsewhere/worker.yaml')
  vim.cmd('buffer ' .. user)
  go_to(user, 'worker')
  vim.lsp.buf.rename('helper')
  wait_for('a new name in two files', function()
    return text(user):find('helper', 1, true) and text(worker):find('helper', 1, true)
  end)
  seen.renamed = { text(user), text(worker) }

  vim.fn.writefile({ vim.fn.json_encode(seen) }, vim.env.EDITOR_TEST_OUTPUT)
  vim.cmd('qall!')
end

-- Once Neovim has started, so that file types are known.
vim.schedule(function()
  local ok, message = pcall(script)
  if not ok then fail(message) end
end)
